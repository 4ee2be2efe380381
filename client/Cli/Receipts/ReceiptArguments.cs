using System.Text;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Commands;

namespace NeoServiceLayer.Cli.Receipts;

/// <summary>What <c>nsl receipt</c> is given, and the files that it names.</summary>
internal sealed record ReceiptArguments
{
    private string? Receipt { get; init; }

    private string? Pcrs { get; init; }

    private string? LocalRoot { get; init; }

    private string? Request { get; init; }

    private string? Response { get; init; }

    private string? LedgerProof { get; init; }

    /// <summary>The file of the boot that signed; null for the home's.</summary>
    internal string? Boot { get; private init; }

    /// <summary>Whether registers are compared.</summary>
    internal bool ComparesRegisters => Pcrs is not null;

    /// <summary>Whether the answer is a proof of the Gas Bank's ledger, which is checked too.</summary>
    internal bool ChecksLedgerProof => LedgerProof is not null;

    /// <summary>Takes a file and, where it is verified, what it is verified against.</summary>
    internal static ReceiptArguments Take(ArgumentQueue arguments, GlobalOptions options, bool verifies)
    {
        ReceiptArguments taken = new();
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                taken = taken.Receipt is null
                    ? taken with { Receipt = arguments.Take() }
                    : throw new UsageException($"'{word}' is one word too many; one file is taken.");
                continue;
            }

            Flag flag = arguments.TakeFlag();
            taken = flag.Name switch
            {
                "pcrs" when verifies => taken with { Pcrs = flag.Value() },
                "local-root" when verifies => taken with { LocalRoot = flag.Value() },
                "request" when verifies => taken with { Request = flag.Value() },
                "response" when verifies => taken with { Response = flag.Value() },
                "ledger-proof" when verifies => taken with { LedgerProof = flag.Value() },
                "boot" when verifies => taken with { Boot = flag.Value() },
                "pcrs" or "local-root" => throw NotTaken(flag, verifies),
                _ when options.TryTake(flag) => taken,
                _ => throw NotTaken(flag, verifies),
            };
        }

        if (taken is { Response: not null, LedgerProof: not null })
        {
            throw new UsageException("--ledger-proof is the answer that --response would name: one of them is taken.");
        }

        return taken.Receipt is not null || options.Help ? taken : throw new UsageException("The receipt's file is missing; nsl receipt list names those that are kept.");
    }

    private static UsageException NotTaken(Flag flag, bool verifies) => new(
        $"receipt {(verifies ? "verify takes --pcrs, --local-root, --request, --response, --ledger-proof and --boot" : "show takes a file alone")}, not --{flag.Name}.");

    /// <summary>The receipt's text; a line's end behind it is not part of it.</summary>
    internal async Task<string> ReceiptAsync(CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await NamedFile.ReadAsync(Receipt!, cancellationToken)).TrimEnd('\r', '\n');

    /// <summary>What the boot's document is held to, but for time and user data.</summary>
    internal Task<AttestationPolicy> PolicyAsync(CancellationToken cancellationToken) =>
        AttestArguments.PolicyAsync(Pcrs, LocalRoot, at: default, cancellationToken);

    /// <summary>The request's payload, if it is compared.</summary>
    internal Task<ReadOnlyMemory<byte>?> RequestAsync(CancellationToken cancellationToken) => PayloadAsync(Request, cancellationToken);

    /// <summary>The answer's payload, if it is compared.</summary>
    internal Task<ReadOnlyMemory<byte>?> ResponseAsync(CancellationToken cancellationToken) => PayloadAsync(Response ?? LedgerProof, cancellationToken);

    /// <summary>A payload is one object: what surrounds it in a file is not part of it.</summary>
    private static async Task<ReadOnlyMemory<byte>?> PayloadAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        byte[] bytes = await NamedFile.ReadAsync(path, cancellationToken);
        return bytes.AsMemory().Trim(" \t\r\n"u8);
    }
}

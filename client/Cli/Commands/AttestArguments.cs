using System.Globalization;
using System.Text;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;

namespace NeoServiceLayer.Cli.Commands;

/// <summary>What <c>nsl attest</c> is given, and the files that it names.</summary>
internal sealed record AttestArguments
{
    private const int LongestNonce = 512;

    private string? Document { get; init; }

    private string? At { get; init; }

    private string? Nonce { get; init; }

    /// <summary>The file with expected registers; null to compare none.</summary>
    internal string? Pcrs { get; private init; }

    /// <summary>The file with the one local root that is accepted; null for AWS's.</summary>
    internal string? LocalRoot { get; private init; }

    internal static AttestArguments Take(ArgumentQueue arguments, GlobalOptions options)
    {
        AttestArguments taken = new();
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                throw new UsageException($"'{word}' is one word too many; options are written --name value.");
            }

            Flag flag = arguments.TakeFlag();
            taken = flag.Name switch
            {
                "document" => taken with { Document = flag.Value() },
                "at" => taken with { At = flag.Value() },
                "pcrs" => taken with { Pcrs = flag.Value() },
                "local-root" => taken with { LocalRoot = flag.Value() },
                "nonce" => taken with { Nonce = flag.Value() },
                _ when options.TryTake(flag) => taken,
                _ => throw new UsageException(
                    $"attest takes --document, --at, --pcrs, --local-root and --nonce, not --{flag.Name}."),
            };
        }

        return taken with { Pcrs = taken.Pcrs ?? options.Pcrs, LocalRoot = taken.LocalRoot ?? options.LocalRoot };
    }

    /// <summary>Whether a kept document is verified, and not one that the gateway is asked for.</summary>
    internal bool IsKept => Document is not null;

    /// <summary>The bytes of the document's file.</summary>
    internal Task<byte[]> DocumentAsync(CancellationToken cancellationToken) => NamedFile.ReadAsync(Document!, cancellationToken);

    /// <summary>What the document is held to.</summary>
    /// <param name="now">The time of a check that asks the gateway.</param>
    /// <param name="cancellationToken">Ends the reading of files.</param>
    internal async Task<AttestationPolicy> PolicyAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!IsKept && (At is not null || Pcrs is null))
        {
            throw new UsageException("attest takes --document FILE --at TIME, or --pcrs FILE to ask the gateway now.");
        }

        AttestationPolicy policy = await PolicyAsync(Pcrs, LocalRoot, IsKept ? Time() : now, cancellationToken);
        return policy with { Nonce = Nonce is null ? default(ReadOnlyMemory<byte>?) : Hex(Nonce) };
    }

    /// <summary>What an enclave is held to whose registers and root are in files.</summary>
    /// <param name="pcrs">The registers; null to compare none.</param>
    /// <param name="localRoot">The one local root that is accepted; null for AWS's.</param>
    /// <param name="at">The time of the check.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UsageException">A file cannot be read, or is not one of that kind.</exception>
    internal static async Task<AttestationPolicy> PolicyAsync(string? pcrs, string? localRoot, DateTimeOffset at, CancellationToken cancellationToken)
    {
        AttestationPolicy policy = new() { At = at };
        try
        {
            return policy with
            {
                Root = localRoot is null ? policy.Root : AttestationRoot.Local(Encoding.UTF8.GetString(await NamedFile.ReadAsync(localRoot, cancellationToken))),
                Measurements = pcrs is null ? null : Measurements.Parse(await NamedFile.ReadAsync(pcrs, cancellationToken)),
            };
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <summary>What was asked for, to be kept for boots that come later; only where registers were named.</summary>
    internal Task<TrustFile> TrustAsync(CancellationToken cancellationToken) => TrustFile.ReadAsync(Pcrs!, LocalRoot, cancellationToken);

    private DateTimeOffset Time()
    {
        if (At is null)
        {
            throw new UsageException("--at TIME is missing: a kept document is judged at the time when it was received.");
        }

        return At.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new UsageException("--at takes a time like 2026-01-31T12:00:00Z.");
    }

    private static byte[] Hex(string text)
    {
        if (text.Length is 0 or > 2 * LongestNonce || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit))
        {
            throw new UsageException($"--nonce takes 1 to {LongestNonce} bytes as hexadecimal digits.");
        }

        return Convert.FromHexString(text);
    }
}

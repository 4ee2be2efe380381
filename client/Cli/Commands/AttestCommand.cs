using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Cli.Commands;

/// <summary><c>nsl attest</c>: whether a document was made by Nitro's security module, and says what was expected.</summary>
internal sealed class AttestCommand(AttestArguments wanted, GlobalOptions options, Surroundings outside)
{
    private const int NonceLength = 32;
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        AttestArguments wanted = AttestArguments.Take(arguments, options);
        if (options.Help)
        {
            GeneralHelp.Attest(outside.Output);
            return ExitCode.Done;
        }

        AttestationPolicy policy = await wanted.PolicyAsync(outside.Clock.GetUtcNow(), cancellationToken);
        AttestCommand command = new(wanted, options, outside);
        return wanted.IsKept
            ? command.Judge(await wanted.DocumentAsync(cancellationToken), policy)
            : await command.AskAsync(policy, cancellationToken);
    }

    private int Judge(byte[] document, AttestationPolicy policy)
    {
        AttestationResult result = outside.Documents.Verify(document, policy);
        return result.Document is { } verified ? Trusted(Said(verified, policy)) : NotTrusted(result.Failed!.Value);
    }

    /// <summary>Asks the gateway's enclave, with a nonce, and judges the document and what is said to be bound by it.</summary>
    private async Task<int> AskAsync(AttestationPolicy policy, CancellationToken cancellationToken)
    {
        NslHome? home = NslHome.FindIfAny(options, outside.Variable);
        string? deployment = home?.ReadAccount()?.GenesisId;
        byte[] nonce = policy.Nonce?.ToArray() ?? RandomNumberGenerator.GetBytes(NonceLength);
        using NslClient client = new(Gateway.Address(options, outside.Variable));
        GetAttestationResponse answer = await CallAsync(client, nonce, cancellationToken);
        policy = policy with { At = outside.Clock.GetUtcNow(), Nonce = nonce, UserData = HashOf(answer.Identity) };
        AttestationResult result = outside.Documents.Verify(answer.Document, policy);
        if (result.Document is not { } verified)
        {
            return NotTrusted(result.Failed!.Value);
        }

        if (deployment is not null && !IsOf(deployment, answer.Identity))
        {
            return NotTrusted("deployment", $"The enclave is of another deployment than the account in {home}, which is of {deployment}.");
        }

        if (deployment is not null)
        {
            new ReceiptFolder(home!, outside.Clock).WriteTrust(await wanted.TrustAsync(cancellationToken));
        }

        JsonObject said = Said(verified, policy);
        said["deploymentCompared"] = deployment is not null;
        said["identity"] = new JsonObject(answer.Identity.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Value)));
        return Trusted(said);
    }

    /// <summary>Anybody may have the module sign, and it signs one document after the other: who comes when many wait asks again.</summary>
    private async Task<GetAttestationResponse> CallAsync(NslClient client, byte[] nonce, CancellationToken cancellationToken)
    {
        for (int left = Attempts - 1; ; left--)
        {
            try
            {
                return await client.CallAsync(
                    SystemOperations.GetAttestation, new GetAttestationRequest { Nonce = nonce }, null, cancellationToken);
            }
            catch (NslRefusedException refused) when (left > 0 && refused.ErrorCode == ErrorCode.Overloaded.Name)
            {
                await Task.Delay(Pause, outside.Clock, cancellationToken);
            }
        }
    }

    private int Trusted(JsonObject said)
    {
        AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(said.ToJsonString()), options.Json);
        return ExitCode.Done;
    }

    private int NotTrusted(AttestationCheck failed) => NotTrusted(failed.Name(), failed.Sentence());

    private int NotTrusted(string check, string sentence)
    {
        outside.Error.WriteLine($"nsl: not trusted: {check}: {PlainText.Of(sentence)}");
        return ExitCode.NotTrusted;
    }

    private static bool IsOf(string deployment, IReadOnlyList<IdentityEntry> identity) => identity.Any(
        entry => entry.Name == "genesisId" && entry.Value.Equals(deployment, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the document must bind: no bytes, which none does, if what was shown is not a list.</summary>
    private static byte[] HashOf(IReadOnlyList<IdentityEntry?> identity)
    {
        if (identity.Contains(null))
        {
            return []; // JSON's nulls are let through in lists
        }

        try
        {
            return IdentityHash.Of([.. identity.Select(entry => (entry!.Name, (ReadOnlyMemory<byte>)Convert.FromHexString(entry.Value)))]);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>What it says. Registers that are all zero were never written and are left out.</summary>
    private JsonObject Said(AttestationDocument document, AttestationPolicy policy) => new()
    {
        ["verified"] = true,
        ["root"] = outside.Documents.RootOf(policy),
        ["registersCompared"] = wanted.Pcrs is not null,
        ["moduleId"] = document.ModuleId,
        ["timestamp"] = document.Timestamp.UtcDateTime,
        ["validUntil"] = document.ValidUntil.UtcDateTime,
        ["pcrs"] = new JsonObject(document.Pcrs
            .Where(pcr => pcr.Value.Span.ContainsAnyExcept((byte)0))
            .Select(pcr => KeyValuePair.Create($"PCR{pcr.Key}", (JsonNode?)Hex(pcr.Value)))),
        ["userData"] = Hex(document.UserData),
        ["nonce"] = Hex(document.Nonce),
        ["publicKey"] = Hex(document.PublicKey),
    };

    private static string? Hex(ReadOnlyMemory<byte>? bytes) => bytes is null ? null : Convert.ToHexStringLower(bytes.Value.Span);
}

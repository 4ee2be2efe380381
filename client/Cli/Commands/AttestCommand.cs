using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Commands;

/// <summary><c>nsl attest</c>: whether a document was made by Nitro's security module, and says what was expected.</summary>
internal static class AttestCommand
{
    private const int NonceLength = 32;

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
        if (wanted.IsKept)
        {
            return Judge(await wanted.DocumentAsync(cancellationToken), policy, null, wanted, options, outside);
        }

        policy = policy with { Nonce = policy.Nonce ?? RandomNumberGenerator.GetBytes(NonceLength) };
        using NslClient client = new(Gateway.Address(options, outside.Variable));
        GetAttestationResponse answer = await client.CallAsync(
            SystemOperations.GetAttestation, new GetAttestationRequest { Nonce = policy.Nonce.Value.ToArray() }, null, cancellationToken);
        policy = policy with { At = outside.Clock.GetUtcNow(), UserData = HashOf(answer.Identity) };
        return Judge(answer.Document, policy, answer.Identity, wanted, options, outside);
    }

    private static int Judge(
        byte[] document, AttestationPolicy policy, IReadOnlyList<IdentityEntry>? identity, AttestArguments wanted, GlobalOptions options, Surroundings outside)
    {
        AttestationResult result = AttestationVerifier.Verify(document, policy);
        if (result.Document is AttestationDocument verified)
        {
            JsonObject said = Json(verified, wanted);
            if (identity is not null)
            {
                said["identity"] = new JsonObject(identity.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Value)));
            }

            AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(said.ToJsonString()), options.Json);
            return ExitCode.Done;
        }

        AttestationCheck failed = result.Failed!.Value;
        string name = char.ToLowerInvariant(failed.ToString()[0]) + failed.ToString()[1..];
        outside.Error.WriteLine($"nsl: not trusted: {name}: {failed.Sentence()}");
        return ExitCode.NotTrusted;
    }

    /// <summary>What the document must bind; nothing that it could, if the list that was shown is none.</summary>
    private static byte[] HashOf(IReadOnlyList<IdentityEntry> identity)
    {
        try
        {
            return IdentityHash.Of([.. identity.Select(entry => (entry.Name, (ReadOnlyMemory<byte>)Convert.FromHexString(entry.Value)))]);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>What it says. Registers that are all zero were never written and are left out.</summary>
    private static JsonObject Json(AttestationDocument document, AttestArguments wanted) => new()
    {
        ["verified"] = true,
        ["root"] = wanted.LocalRoot is null ? "aws" : "local",
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

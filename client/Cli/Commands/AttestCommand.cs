using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Output;

namespace NeoServiceLayer.Cli.Commands;

/// <summary><c>nsl attest</c>: whether a document was made by Nitro's security module, and says what was expected.</summary>
internal static class AttestCommand
{
    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        AttestArguments wanted = AttestArguments.Take(arguments, options);
        if (options.Help)
        {
            GeneralHelp.Attest(outside.Output);
            return ExitCode.Done;
        }

        byte[] document = await wanted.DocumentAsync(cancellationToken);
        AttestationPolicy policy = await wanted.PolicyAsync(cancellationToken);
        AttestationResult result = AttestationVerifier.Verify(document, policy);
        if (result.Document is AttestationDocument verified)
        {
            AnswerWriter.Write(outside.Output, System.Text.Encoding.UTF8.GetBytes(Json(verified, wanted).ToJsonString()), options.Json);
            return ExitCode.Done;
        }

        AttestationCheck failed = result.Failed!.Value;
        string name = char.ToLowerInvariant(failed.ToString()[0]) + failed.ToString()[1..];
        outside.Error.WriteLine($"nsl: not trusted: {name}: {failed.Sentence()}");
        return ExitCode.NotTrusted;
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

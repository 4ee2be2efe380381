using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;

namespace NeoServiceLayer.Cli.Commands;

/// <summary><c>nsl attest</c>: whether a document was made by Nitro's security module, and says what was expected.</summary>
internal sealed class AttestCommand(AttestArguments wanted, GlobalOptions options, Surroundings outside)
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

        AttestationPolicy policy = await wanted.PolicyAsync(outside.Clock.GetUtcNow(), cancellationToken);
        AttestCommand command = new(wanted, options, outside);
        return wanted.IsKept
            ? command.Judge(await wanted.DocumentAsync(cancellationToken), policy)
            : await command.AskAsync(policy, cancellationToken);
    }

    private int Judge(byte[] document, AttestationPolicy policy)
    {
        AttestationResult result = outside.Documents.Verify(document, policy);
        return result.Document is { } verified ? Trusted(Said(verified, policy)) : throw NotTrustedException.Of(result.Failed!.Value);
    }

    /// <summary>Asks the gateway's enclave, with a nonce, and judges the document and what is said to be bound by it.</summary>
    private async Task<int> AskAsync(AttestationPolicy policy, CancellationToken cancellationToken)
    {
        NslHome? home = NslHome.FindIfAny(options, outside.Variable);
        string? deployment = home?.ReadAccount()?.GenesisId;
        using NslClient client = new(Gateway.Address(options, outside.Variable));
        AttestedEnclave enclave = await AttestedEnclave.AskAsync(client, policy, outside, cancellationToken);
        enclave.MustBeOf(deployment, home);
        new Sealer(options, outside).Keep(enclave, await wanted.TrustAsync(cancellationToken));
        JsonObject said = Said(enclave.Document, enclave.Policy);
        said["deploymentCompared"] = deployment is not null;
        said["identity"] = new JsonObject(enclave.Identity.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        return Trusted(said);
    }

    private int Trusted(JsonObject said)
    {
        AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(said.ToJsonString()), options.Json);
        return ExitCode.Done;
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

using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>
/// <c>nsl operator status</c>: who has asked, and who has provided. It is the gateway's word; with a share's file, the state that a verified enclave
/// serves is noted there.
/// </summary>
internal static class StatusCommand
{
    internal static async Task<int> RunAsync(
        OperatorArguments arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        Uri gateway = Gateway.Address(options, outside.Variable);
        bool? noted = arguments.Share is null ? null : await NoteAsync(arguments, gateway, outside, cancellationToken);

        using NslClient client = new(gateway);
        GetStatusResponse status = await client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest(), null, cancellationToken);
        JsonNode? enclave = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(status, SystemOperations.GetStatus.Response))!["enclave"];
        if (enclave is null)
        {
            throw new UsageException("The gateway does not reach the enclave; try again.");
        }

        JsonObject said = [];
        foreach (string name in (string[])["state", "genesisId", "lineage", "accepted", "rootKey", "stateProblem", "operators"])
        {
            if (enclave[name] is { } value)
            {
                said[name] = value.DeepClone();
            }
        }

        if (noted is not null)
        {
            said["stateNoted"] = noted;
        }

        AnswerWriter.Write(outside.Output, System.Text.Encoding.UTF8.GetBytes(said.ToJsonString()), options.Json);
        return ExitCode.Done;
    }

    /// <returns>Whether a state was told that could be noted.</returns>
    private static async Task<bool> NoteAsync(OperatorArguments arguments, Uri gateway, Surroundings outside, CancellationToken cancellationToken)
    {
        if (arguments.Pcrs is null)
        {
            throw new UsageException("operator status needs --pcrs with --share: only what a verified enclave says is noted.");
        }

        ShareFile file = ShareFile.Read(arguments.Share!);
        AttestationPolicy policy = await AttestArguments.PolicyAsync(arguments.Pcrs, arguments.LocalRoot, outside.Clock.GetUtcNow(), cancellationToken);
        if (await SeenState.AskAsync(gateway, policy, patient: false, outside, cancellationToken) is not { } seen)
        {
            return false;
        }

        if (seen.GenesisId != Convert.ToHexStringLower(file.Records.GenesisId.Span))
        {
            throw new NotTrustedException("deployment", $"The enclave is of the deployment {seen.GenesisId}, and the share is of another.");
        }

        file.Note(arguments.Share!, seen, arguments.Lineage);
        return true;
    }
}

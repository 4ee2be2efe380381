using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary><c>nsl operator status</c>: who has asked, and who has provided. It is the gateway's word.</summary>
internal static class StatusCommand
{
    internal static async Task<int> RunAsync(GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        using NslClient client = new(Gateway.Address(options, outside.Variable));
        GetStatusResponse status = await client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest(), null, cancellationToken);
        JsonNode? enclave = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(status, SystemOperations.GetStatus.Response))!["enclave"];
        if (enclave is null)
        {
            throw new UsageException("The gateway does not reach the enclave; try again.");
        }

        JsonObject said = [];
        foreach (string name in (string[])["state", "genesisId", "rootKey", "stateProblem", "operators"])
        {
            if (enclave[name] is { } value)
            {
                said[name] = value.DeepClone();
            }
        }

        AnswerWriter.Write(outside.Output, System.Text.Encoding.UTF8.GetBytes(said.ToJsonString()), options.Json);
        return ExitCode.Done;
    }
}

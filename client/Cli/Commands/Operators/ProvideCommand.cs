using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary><c>nsl operator provide</c>: opens the operator's share here, and seals it to the boot of a verified enclave.</summary>
internal static class ProvideCommand
{
    internal static async Task<int> RunAsync(OperatorSession session, CancellationToken cancellationToken)
    {
        ShareFile file = ShareFile.Read(session.Arguments.Share!);
        DealtRecords records = file.Records;
        string genesisId = Convert.ToHexStringLower(records.GenesisId.Span);
        if (session.Enclave.Identity.TryGetValue("genesisId", out string? other) && other != genesisId)
        {
            throw new NotTrustedException("deployment", $"The enclave is of the deployment {other}; the share is of {genesisId}.");
        }

        using OpenShare share = OpenShare.ByOperator(session.Key, records, file.SealedShare);
        ProvideRequest request = new()
        {
            Genesis = file.Genesis,
            Rotation = file.Rotation,
            SealedShare = ShareSeal.ToBoot(session.Enclave.Bound("bootKey"), session.Enclave.Bound("bootId"), records, session.Key.KeyId, share.Span, file.Seen),
            IsNew = session.Arguments.New || !file.Provided,
        };
        if (!file.Provided)
        {
            // Before it is sent: a gateway that passes shares on and never says so would else have the deployment be new for ever, and could
            // give a later boot an empty store.
            file = file with { Provided = true };
            file.Replace(session.Arguments.Share!);
        }

        ProvideResponse response = await session.Client.CallAsync(SystemOperations.Provide, request, null, cancellationToken);
        bool opened = response.Provided >= response.Threshold;
        JsonObject said = new()
        {
            ["genesisId"] = genesisId,
            ["provided"] = response.Provided,
            ["threshold"] = response.Threshold,
            ["opened"] = opened,
        };
        if (opened)
        {
            said["stateNoted"] = await session.NoteStateAsync(file, patient: true, cancellationToken);
        }

        return session.Say(said);
    }
}

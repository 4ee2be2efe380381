using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>
/// <c>nsl operator accept</c>: keeps the share that a verified enclave dealt to this operator, once it is seen to open and to be what the
/// attested records say.
/// </summary>
internal static class AcceptCommand
{
    internal static async Task<int> RunAsync(OperatorSession session, CancellationToken cancellationToken)
    {
        byte[] dealing = session.Enclave.Bound("dealing");
        byte[] genesisId = session.Enclave.Bound("genesisId");
        DealtShares dealt = await session.Client.CallAsync(SystemOperations.GetDealtShares, new GetDealtSharesRequest(), null, cancellationToken);
        DealtRecords records = Read(dealt);
        if (!records.DealingId.Span.SequenceEqual(dealing) || !records.GenesisId.Span.SequenceEqual(genesisId))
        {
            throw new NotTrustedException("dealing", "The records that came with the shares are not those that the enclave's document binds.");
        }

        string keyId = session.Key.KeyId;
        SealedShare? sealedShare = dealt.Shares.FirstOrDefault(share => share?.KeyId == keyId);
        DealtShare? own = records.Dealing.Find(keyId);
        if (own is null || sealedShare is null)
        {
            throw new UsageException("The dealing has no share for this key: it was made for the operators of the enclave's configuration.");
        }

        using OpenShare share = OpenShare.ByOperator(session.Key, records, sealedShare.Sealed);
        ShareFile file = new() { KeyId = keyId, Genesis = dealt.Genesis, Rotation = dealt.Rotation, SealedShare = sealedShare.Sealed, Provided = dealt.Rotation is not null };
        file.Create(session.Arguments.Share!);
        await session.NoteStateAsync(file, patient: false, cancellationToken);
        return session.Say(new JsonObject
        {
            ["share"] = session.Arguments.Share,
            ["number"] = own.Index,
            ["of"] = records.Dealing.Shares.Count,
            ["threshold"] = records.Dealing.Threshold,
            ["genesisId"] = Convert.ToHexStringLower(genesisId),
            ["dealing"] = Convert.ToHexStringLower(dealing),
        });
    }

    private static DealtRecords Read(DealtShares dealt)
    {
        try
        {
            return DealtRecords.Read(dealt.Genesis, dealt.Rotation);
        }
        catch (FormatException wrong)
        {
            throw new NotTrustedException("dealing", wrong.Message);
        }
    }
}

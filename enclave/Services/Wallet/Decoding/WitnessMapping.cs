using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.Decoding;

/// <summary>Witnesses, checked as far as bytes go, as the answer shows them.</summary>
internal static class WitnessMapping
{
    internal static List<DecodedWitness> From(Transaction transaction, uint? network)
    {
        var decoded = new List<DecodedWitness>();
        for (int i = 0; i < transaction.Witnesses.Count; i++)
        {
            (WitnessStatus status, WitnessReason? reason) = From(WitnessCheck.Of(transaction, i, network));
            decoded.Add(new DecodedWitness
            {
                Signer = Address.ToAddress(transaction.Signers[i].Account),
                Status = status,
                Reason = reason,
                Invocation = Convert.ToBase64String(transaction.Witnesses[i].Invocation.Span),
                Verification = Convert.ToBase64String(transaction.Witnesses[i].Verification.Span),
            });
        }

        return decoded;
    }

    private static (WitnessStatus Status, WitnessReason? Reason) From(WitnessFinding finding) => finding switch
    {
        WitnessFinding.Valid => (WitnessStatus.Valid, null),
        WitnessFinding.ScriptHashMismatch => (WitnessStatus.Invalid, WitnessReason.ScriptHashMismatch),
        WitnessFinding.SignatureMismatch => (WitnessStatus.Invalid, WitnessReason.SignatureMismatch),
        WitnessFinding.SignatureCount => (WitnessStatus.Invalid, WitnessReason.SignatureCount),
        WitnessFinding.NetworkMissing => (WitnessStatus.NotChecked, WitnessReason.NetworkMissing),
        WitnessFinding.DeployedContract => (WitnessStatus.NotChecked, WitnessReason.DeployedContract),
        WitnessFinding.UnknownInvocation => (WitnessStatus.NotChecked, WitnessReason.UnknownInvocation),
        _ => (WitnessStatus.NotChecked, WitnessReason.UnknownVerification),
    };
}

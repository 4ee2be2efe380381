using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>How an account verifies, as far as that costs.</summary>
/// <param name="Required">How many signatures are checked.</param>
/// <param name="Keys">Against how many keys.</param>
/// <param name="ScriptLength">The verification script's bytes.</param>
internal readonly record struct WitnessShape(int Required, int Keys, int ScriptLength)
{
    /// <summary>An account of one key.</summary>
    internal static readonly WitnessShape Single = new(1, 1, VerificationScript.SingleLength);

    internal static WitnessShape Of(AccountContract contract) => new(contract.Required, contract.Keys.Count, contract.Script.Length);

    /// <summary>A witness of this size.</summary>
    internal Witness Placeholder => new(new byte[Required * SignaturePush], new byte[ScriptLength]);

    /// <summary>What the machine's instructions cost, in the unit of their prices (neo-project/neo, Helper.SignatureContractCost and MultiSignatureContractCost).</summary>
    internal long Units => ScriptLength == VerificationScript.SingleLength
        ? (2 * PushData) + CheckSignature
        : (PushData * (Required + Keys)) + (2 * PushNumber) + (CheckSignature * Keys);

    private const int SignaturePush = 2 + PublicKey.SignatureLength;
    private const long PushData = 8;
    private const long PushNumber = 1;
    private const long CheckSignature = 32_768;
}

/// <summary>What a transaction's bytes and witnesses cost at least.</summary>
internal static class NetworkFees
{
    /// <param name="fees">What the network asks for.</param>
    /// <param name="transaction">With or without witnesses; its fees may be any.</param>
    /// <param name="signers">How each signer verifies, in their order.</param>
    /// <returns>The network fee in datoshi.</returns>
    internal static long Least(ChainFees fees, Transaction transaction, IReadOnlyList<WitnessShape> signers)
    {
        long size = transaction.WithWitnesses([.. signers.Select(signer => signer.Placeholder)]).Size;
        long units = signers.Sum(signer => signer.Units);
        Int128 executed = (Int128)units * fees.ExecutionFactor;
        return checked((size * fees.PerByte) + (long)((executed + fees.FactorScale - 1) / fees.FactorScale));
    }
}

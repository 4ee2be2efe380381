using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain.Building;

/// <summary>
/// What a transaction must declare as its network fee: for its bytes, and for what verifying its witnesses costs at the network's own
/// prices (neo-project/neo, Wallets/Helper.CalculateNetworkFee).
/// </summary>
public static class NetworkFee
{
    /// <summary>The price of an instruction that pushes up to 255 bytes, in units.</summary>
    private const long PushData = 8;

    /// <summary>The price of an instruction that pushes a small number.</summary>
    private const long PushNumber = 1;

    /// <summary>The price of checking one signature against one key.</summary>
    private const long Signature = 1 << 15;

    private const int SignatureLength = 64;

    /// <summary>The network fee of a transaction whose signers verify by scripts of signatures, in datoshi.</summary>
    /// <param name="transaction">The transaction; its own network fee and witnesses do not count.</param>
    /// <param name="contracts">How each signer verifies, in the signers' order.</param>
    /// <param name="fees">What the network asks for.</param>
    public static long Of(Transaction transaction, IReadOnlyList<AccountContract> contracts, ChainFees fees)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(contracts);
        ArgumentNullException.ThrowIfNull(fees);
        long units = contracts.Sum(UnitsOf);
        int size = transaction.WithWitnesses([.. contracts.Select(SameSize)]).Size;
        long execution = checked((units * fees.ExecutionFactor) + fees.FactorScale - 1) / fees.FactorScale;
        return checked((size * fees.PerByte) + execution);
    }

    private static long UnitsOf(AccountContract contract) => VerificationScript.TryReadSingle(contract.Script.Span, out _)
        ? PushData + PushData + Signature
        : (PushData * (contract.Required + contract.Keys.Count)) + (2 * PushNumber) + (Signature * contract.Keys.Count);

    /// <summary>A witness as long as the real one.</summary>
    private static Witness SameSize(AccountContract contract) => new(new byte[(2 + SignatureLength) * contract.Required], contract.Script);
}

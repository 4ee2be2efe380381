using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Puts the network fee into a transaction that accounts of keys sign.</summary>
internal static class NetworkFee
{
    private const int PushPrice = 8;
    private const int CountPrice = 1;
    private const int CheckPrice = 32768;
    private const int SignaturePush = 2 + PublicKey.SignatureLength;

    /// <summary>The transaction with the fee for its signed bytes and the check of its witnesses.</summary>
    internal static Transaction Of(ChainFees fees, Transaction unsigned, IReadOnlyList<AccountContract> contracts)
    {
        Witness[] witnesses = [.. contracts.Select(contract => new Witness(new byte[contract.Required * SignaturePush], contract.Script))];
        Int128 execution = contracts.Sum(PriceOf) * (Int128)fees.ExecutionFactor;
        long rounded = (long)((execution + fees.FactorScale - 1) / fees.FactorScale);
        return new Transaction
        {
            Nonce = unsigned.Nonce,
            SystemFee = unsigned.SystemFee,
            NetworkFee = checked((unsigned.WithWitnesses(witnesses).Size * fees.PerByte) + rounded),
            ValidUntilBlock = unsigned.ValidUntilBlock,
            Signers = unsigned.Signers,
            Attributes = unsigned.Attributes,
            Script = unsigned.Script,
        };
    }

    private static long PriceOf(AccountContract contract) => VerificationScript.TryReadSingle(contract.Script.Span, out _)
        ? (2 * PushPrice) + CheckPrice
        : (PushPrice * (contract.Required + contract.Keys.Count)) + (2 * CountPrice) + ((long)CheckPrice * contract.Keys.Count);
}

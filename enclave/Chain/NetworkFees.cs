using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>
/// What a transaction's bytes and witnesses cost (neo-project/neo, CalculateNetworkFee), by the network's own figures: for each byte, for
/// running the verification of accounts of keys, and for attributes. Amounts in datoshi.
/// </summary>
public static class NetworkFees
{
    /// <summary>The <see cref="ChainFees.FactorScale"/> of networks that count in pico-GAS.</summary>
    public const int PicoScale = 10_000;

    /// <summary>Prices of instructions, in units of the execution factor: PUSHDATA1, any push of an integer, and the check of one signature; SYSCALL has none of its own.</summary>
    private const long PushData = 1 << 3;
    private const long PushInteger = 1;
    private const long CheckSignature = 1 << 15;

    /// <summary>What a transaction must pay as network fee, if it is signed by accounts of keys.</summary>
    /// <param name="transaction">Signed or not; its network fee does not matter.</param>
    /// <param name="accounts">How each signer verifies, in the order of the signers.</param>
    /// <param name="fees">The network's figures.</param>
    /// <exception cref="ArgumentException">There are not as many accounts as signers, or one is another than the signer.</exception>
    /// <exception cref="OverflowException">No transaction can pay so much.</exception>
    public static long Of(Transaction transaction, IReadOnlyList<AccountContract> accounts, ChainFees fees)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(fees);
        if (!accounts.Select(account => account.ScriptHash).SequenceEqual(transaction.Signers.Select(signer => signer.Account)))
        {
            throw new ArgumentException("There is one account for each signer, in their order.", nameof(accounts));
        }

        Transaction signed = transaction.WithWitnesses([.. accounts.Select(Placeholder)]);
        long verification = accounts.Sum(Price);
        return checked(signed.Size * fees.PerByte + Divide(verification * fees.ExecutionFactor, fees.FactorScale) + Attributes(transaction, fees));
    }

    /// <summary>A witness of the size that the account's will have, with nothing in it.</summary>
    private static Witness Placeholder(AccountContract account) =>
        new(new byte[account.Required * (2 + PublicKey.SignatureLength)], account.Script);

    /// <summary>What running a witness costs in units of the execution factor.</summary>
    private static long Price(AccountContract account)
    {
        int keys = account.Keys.Count;
        bool isSingle = AccountContract.Single(account.Keys[0]).ScriptHash == account.ScriptHash;
        return isSingle
            ? PushData + PushData + CheckSignature
            : PushData * (account.Required + keys) + PushInteger + PushInteger + CheckSignature * keys;
    }

    /// <summary>Conflicts cost once for each signer, the notary once more than it has keys.</summary>
    private static long Attributes(Transaction transaction, ChainFees fees) => transaction.Attributes.Sum(attribute =>
        checked(fees.Attributes.GetValueOrDefault(attribute.TypeByte) * attribute switch
        {
            ConflictsAttribute => transaction.Signers.Count,
            NotaryAssistedAttribute notary => notary.Keys + 1,
            _ => 1,
        }));

    private static long Divide(long amount, int scale) => (amount + scale - 1) / scale;
}

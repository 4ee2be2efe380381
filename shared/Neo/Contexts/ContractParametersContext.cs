using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Neo.Contexts;

/// <summary>
/// A transaction on its way from signer to signer, with the signatures so far: the context of NEP-21, which neo-cli and
/// wallets hand on as JSON (neo-project/neo, SmartContract/ContractParametersContext.cs).
/// </summary>
/// <remarks>
/// Every signature in it holds: it was checked when it was read or added. The transaction's hash is computed from its bytes.
/// One thread at a time uses it.
/// </remarks>
public sealed partial class ContractParametersContext
{
    private readonly Dictionary<UInt160, ContextItem> items = [];
    private readonly byte[] signedData;

    /// <summary>Begins a context in which nobody has signed.</summary>
    /// <param name="transaction">Without witnesses.</param>
    /// <param name="network">The network's number, for example <see cref="NetworkMagic.MainNet"/>.</param>
    /// <exception cref="ArgumentException">The transaction has witnesses.</exception>
    public ContractParametersContext(Transaction transaction, uint network)
    {
        if (transaction.Witnesses.Count != 0)
        {
            throw new ArgumentException("A context is about a transaction without witnesses.", nameof(transaction));
        }

        Transaction = transaction;
        Network = network;
        signedData = transaction.SignedData(network);
    }

    /// <summary>The transaction, without witnesses.</summary>
    public Transaction Transaction { get; }

    /// <summary>The network's number.</summary>
    public uint Network { get; }

    /// <summary>The 36 bytes that every signer signs.</summary>
    public ReadOnlySpan<byte> SignedData => signedData;

    /// <summary>Whether a signer of the transaction is this account.</summary>
    public bool HasSigner(UInt160 account) => Transaction.Signers.Any(signer => signer.Account == account);

    /// <summary>Whether a key's signature for an account is there.</summary>
    public bool HasSignature(UInt160 account, PublicKey key) =>
        items.TryGetValue(account, out ContextItem? item) && item.Signatures.ContainsKey(key);

    /// <summary>How many signatures an account still needs; for one that no item speaks of, all.</summary>
    public int Missing(AccountContract contract) =>
        contract.Required - (items.TryGetValue(contract.ScriptHash, out ContextItem? item) ? item.Signatures.Count : 0);

    /// <summary>Adds a signature. False when it is not wanted: the account signs nothing here, has signatures enough or this
    /// key's already, or the key is none of its keys.</summary>
    /// <exception cref="ArgumentException">The signature does not hold.</exception>
    public bool TryAdd(AccountContract contract, PublicKey key, ReadOnlySpan<byte> signature)
    {
        if (!Wants(contract, key))
        {
            return false;
        }

        if (!key.Verify(signedData, signature))
        {
            throw new ArgumentException("The signature is not one of this transaction, network and key.", nameof(signature));
        }

        ItemOf(contract).Signatures.Add(key, signature.ToArray());
        return true;
    }

    /// <summary>Signs with a key, where <see cref="TryAdd"/> would add the signature.</summary>
    public bool TrySign(AccountContract contract, PrivateKey key)
    {
        if (!Wants(contract, key.PublicKey))
        {
            return false;
        }

        ItemOf(contract).Signatures.Add(key.PublicKey, key.Sign(signedData));
        return true;
    }

    /// <summary>How an account verifies, where an item says so; null for a deployed contract, and where there is no item.</summary>
    public AccountContract? ContractOf(UInt160 account) => items.TryGetValue(account, out ContextItem? item) ? item.Contract : null;

    /// <summary>An account's witness, or null while signatures are missing.</summary>
    public Witness? WitnessOf(UInt160 account) => items.TryGetValue(account, out ContextItem? item) ? item.ToWitness() : null;

    /// <summary>The transaction with a witness for each signer, or null while one is missing.</summary>
    public Transaction? ToSigned()
    {
        var witnesses = new List<Witness>();
        foreach (Signer signer in Transaction.Signers)
        {
            if (WitnessOf(signer.Account) is not { } witness)
            {
                return null;
            }

            witnesses.Add(witness);
        }

        return Transaction.WithWitnesses(witnesses);
    }

    private bool Wants(AccountContract contract, PublicKey key) => HasSigner(contract.ScriptHash)
        && contract.Keys.Contains(key) && Missing(contract) > 0 && !HasSignature(contract.ScriptHash, key);

    // Who knows the account's script knows better than a context that takes it for a deployed contract's.
    private ContextItem ItemOf(AccountContract contract) =>
        items.TryGetValue(contract.ScriptHash, out ContextItem? item) && item.Contract is not null
            ? item
            : items[contract.ScriptHash] = new ContextItem(contract);
}

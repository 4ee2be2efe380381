using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Wallet.Policy;

namespace NeoServiceLayer.Enclave.Wallet.Storage;

/// <summary>Policies, and what was signed away under them: a document each a wallet, both under its id.</summary>
internal sealed class PolicyDocuments
{
    private readonly DocumentTable<PolicyDocument> policies = new("wallet-policy", PolicyDocumentJson.Default.PolicyDocument);
    private readonly DocumentTable<SpendDocument> spends = new("wallet-spend", PolicyDocumentJson.Default.SpendDocument);

    /// <summary>A wallet's policy, or null.</summary>
    internal ValueTask<PolicyDocument?> FindAsync(ITransaction transaction, string walletId) => policies.FindAsync(transaction, walletId);

    internal void Put(ITransaction transaction, string walletId, PolicyDocument policy) => policies.Put(transaction, walletId, policy);

    /// <summary>What a wallet has signed away.</summary>
    internal async ValueTask<SpentHours> SpentAsync(ITransaction transaction, string walletId) =>
        new((await spends.FindAsync(transaction, walletId))?.Hours ?? []);

    internal void Put(ITransaction transaction, string walletId, SpentHours spent) =>
        spends.Put(transaction, walletId, new SpendDocument { Hours = spent.Hours });

    /// <summary>Removes what there is of a wallet that goes.</summary>
    internal void Remove(ITransaction transaction, string walletId)
    {
        policies.Delete(transaction, walletId);
        spends.Delete(transaction, walletId);
    }
}

using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>Signs for bank accounts. Whether a transaction may be signed is for who asks to have decided.</summary>
internal sealed class BankKeys(GasBankDocuments documents)
{
    /// <summary>The bank account's witness of a transaction on its own network.</summary>
    internal async ValueTask<Witness> SignAsync(ITransaction state, BankAccountDocument account, Transaction transaction)
    {
        using PrivateKey key = await documents.LoadKeyAsync(state, account.BankAccountId);
        byte[] invocation = new ScriptBuilder().Push(key.Sign(transaction.SignedData(account.Magic))).ToArray();
        return new Witness(invocation, account.Script);
    }
}

using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>Pays the fees of transactions of the owner's own wallets. No sponsor policy is asked: owner and payer are the same.</summary>
internal sealed class FeePayer(GasBankDocuments banks, Sponsorships sponsorships, FeeSeats seats) : IFeePayer
{
    public string Kind => FeeSeats.Kind;

    public async ValueTask<AccountContract> FindAsync(ITransaction state, Caller caller, string bankAccountId) =>
        (await banks.RequireAsync(state, caller, bankAccountId)).Contract;

    public async ValueTask<FeeSeat> PayAsync(Call call, string bankAccountId, string walletId, Transaction transaction, uint network)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(transaction);
        BankAccountDocument bank = await banks.RequireAsync(call.State, call.Caller, bankAccountId);
        if (bank.Magic != network)
        {
            throw new RequestException("feePayer is a bank account of another network than the transaction's.");
        }

        if (transaction.Signers[0].Account != bank.Account || transaction.Signers[0].Scopes != WitnessScopes.None || transaction.Attributes.Count > 0)
        {
            throw new InvalidOperationException("A bank account pays as the first signer, with scope None, of a transaction without attributes.");
        }

        if (await sponsorships.FindAsync(call.State, bank.Network, transaction.Hash) is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "The transaction is paid for already.");
        }

        byte[] signature = await seats.SignAsync(call.State, bank, transaction);
        SponsorshipDocument sponsorship = await seats.TakeAsync(call, bank, transaction, signature, new SeatFor { WalletId = walletId, Broadcast = true });
        byte[] invocation = new Neo.Scripts.ScriptBuilder().Push(signature).ToArray();
        return new FeeSeat(new Witness(invocation, bank.Script), sponsorship.Hash);
    }
}

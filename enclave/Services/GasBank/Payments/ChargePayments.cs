using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Building;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Payments;

/// <summary>
/// Pays what was charged to the address of the measured configuration. Nobody asks for it and nobody can have it go elsewhere; the fees come
/// out of what was charged, so that an owner pays what executions cost, and nothing besides.
/// </summary>
internal sealed class ChargePayments(
    UInt160 paidTo, GasBankDocuments documents, BankNetworks networks, BankKeys keys, Ledger ledger, Holds holds, ChargesDue due, ITransactionOutbox outbox)
{
    private const int AtOnce = 100;

    /// <summary>Null where nothing costs anything.</summary>
    /// <exception cref="FormatException">The configuration's functions.paidTo is no address.</exception>
    internal static ChargePayments? Of(
        ExecutionSettings? functions,
        GasBankDocuments documents, BankNetworks networks, BankKeys keys, Ledger ledger, Holds holds, ChargesDue due, ITransactionOutbox outbox)
    {
        if (functions?.PaidTo is not { } address)
        {
            return null;
        }

        return Address.TryParse(address, out UInt160 paidTo)
            ? new ChargePayments(paidTo, documents, networks, keys, ledger, holds, due, outbox)
            : throw new FormatException("The configuration's functions.paidTo must be a Neo N3 address, which begins with N.");
    }

    /// <summary>Signs a payment for each bank account that has been charged enough; one whose network cannot be had now waits.</summary>
    /// <returns>How many were signed.</returns>
    internal async ValueTask<int> PayAsync(IStateStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        int paid = 0;
        string? last = null;
        IReadOnlyList<string> page;
        do
        {
            page = await store.RunAsync("gasbank-charges", state => due.AfterAsync(state, last, AtOnce));
            foreach (string id in page)
            {
                paid += await PayAsync(store, clock, id, cancellationToken) ? 1 : 0;
                last = id;
            }
        }
        while (page.Count == AtOnce);

        return paid;
    }

    private async ValueTask<bool> PayAsync(IStateStore store, TimeProvider clock, string bankAccountId, CancellationToken cancellationToken)
    {
        try
        {
            BankAccountDocument account = await store.RunAsync("gasbank-charges", state => documents.GetAsync(state, bankAccountId));
            (Transaction transaction, long amount) = await BuildAsync(account, cancellationToken);
            return await store.RunAsync(account.AccountId, state => SendAsync(state, bankAccountId, transaction, amount, clock.GetUtcNow()));
        }
        catch (RequestException)
        {
            // Either the chain cannot be had now, or the fees are more than was charged: it stays charged, and due.
            return false;
        }
    }

    /// <summary>The transaction: first with all that was charged, to know the fees, then with what these leave.</summary>
    private async ValueTask<(Transaction Transaction, long Amount)> BuildAsync(BankAccountDocument account, CancellationToken cancellationToken)
    {
        Transaction whole = await BuildAsync(account, account.Balances.Charged, cancellationToken);
        long amount = checked(account.Balances.Charged - whole.SystemFee - whole.NetworkFee);
        return amount > 0
            ? (await BuildAsync(account, amount, cancellationToken), amount)
            : throw new RequestException(ErrorCode.InsufficientFunds, "The fees of paying it out are more than was charged.");
    }

    private ValueTask<Transaction> BuildAsync(BankAccountDocument account, long amount, CancellationToken cancellationToken)
    {
        byte[] script = new ScriptBuilder().Transfer(NativeContracts.Gas, account.Account, paidTo, amount).ToArray();
        Signer signer = new() { Account = account.Account, Scopes = WitnessScopes.CalledByEntry };
        return TransactionBuilder.BuildAsync(networks.Of(account), script, [signer], [account.Contract], cancellationToken);
    }

    /// <summary>Signs it in the commit that moves it to pending and puts it into the outbox: that very one is sent, or none.</summary>
    private async ValueTask<bool> SendAsync(ITransaction state, string bankAccountId, Transaction transaction, long amount, DateTimeOffset time)
    {
        BankAccountDocument account = await documents.GetAsync(state, bankAccountId);
        WithdrawalDocument payment = new()
        {
            AccountId = account.AccountId,
            BankAccountId = bankAccountId,
            WithdrawalId = RandomId.New(Holds.WithdrawalPrefix),
            Amount = amount,
            SystemFee = transaction.SystemFee,
            NetworkFee = transaction.NetworkFee,
            To = Address.ToAddress(paidTo),
            TransactionHash = transaction.Hash.ToString(),
            OfCharges = true,
        };
        if (payment.Whole > account.Balances.Charged)
        {
            // Another payment went before this one, or the fees have risen since it was made.
            return false;
        }

        await due.RemoveAsync(state, bankAccountId);
        Movement movement = Movement.Of(LedgerEntryKind.ChargesPaid, LedgerAccount.Charged, LedgerAccount.Pending, payment.Whole);
        account = await ledger.MoveAsync(
            state, account, movement with { Reference = payment.WithdrawalId, TransactionHash = payment.TransactionHash }, time);
        Witness witness = await keys.SignAsync(state, account, transaction);
        holds.Put(state, payment);
        await holds.AddFlightAsync(state, account, payment.TransactionHash, payment.WithdrawalId);
        await outbox.AddAsync(state, new OutboxEntry(
            account.Network,
            transaction.Hash,
            transaction.WithWitnesses(witness).ToBytes(),
            Broadcast: true,
            transaction.ValidUntilBlock,
            account.AccountId,
            WithdrawalOutcomes.OutboxKind,
            payment.WithdrawalId));
        await due.NoteAsync(state, account);
        return true;
    }
}

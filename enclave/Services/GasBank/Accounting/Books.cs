using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>The arithmetic of double entry.</summary>
internal static class Books
{
    /// <summary>The balances after a movement.</summary>
    /// <exception cref="RequestException">insufficientFunds: less is available than the movement takes from that.</exception>
    /// <exception cref="InvalidOperationException">The legs do not sum to zero, or another balance would be below zero.</exception>
    /// <exception cref="OverflowException">More GAS than there can be.</exception>
    internal static BankBalances Apply(BankBalances balances, Movement movement)
    {
        long sum = 0;
        foreach ((LedgerAccount account, long amount) in movement.Legs)
        {
            sum = checked(sum + amount);
            balances = Add(balances, account, amount);
        }

        if (balances.Available < 0)
        {
            throw new RequestException(
                ErrorCode.InsufficientFunds,
                $"The bank account has less available than this takes: {DatoshiText.Of(-balances.Available)} datoshi are missing.");
        }

        bool negative = balances is { Reserved: < 0 } or { Allocated: < 0 } or { Pending: < 0 } or { Charged: < 0 } or { ChainIn: < 0 } or { ChainOut: < 0 } or { FeesBurnt: < 0 };
        return sum == 0 && !negative && balances.Total == checked(balances.ChainIn - balances.ChainOut - balances.FeesBurnt)
            ? balances
            : throw new InvalidOperationException($"A movement of kind {movement.Kind} does not balance.");
    }

    private static BankBalances Add(BankBalances balances, LedgerAccount account, long amount) => account switch
    {
        LedgerAccount.Available => balances with { Available = checked(balances.Available + amount) },
        LedgerAccount.Reserved => balances with { Reserved = checked(balances.Reserved + amount) },
        LedgerAccount.Allocated => balances with { Allocated = checked(balances.Allocated + amount) },
        LedgerAccount.Pending => balances with { Pending = checked(balances.Pending + amount) },
        LedgerAccount.ChainIn => balances with { ChainIn = checked(balances.ChainIn - amount) },
        LedgerAccount.ChainOut => balances with { ChainOut = checked(balances.ChainOut + amount) },
        LedgerAccount.FeesBurnt => balances with { FeesBurnt = checked(balances.FeesBurnt + amount) },
        LedgerAccount.Charged => balances with { Charged = checked(balances.Charged + amount) },
        _ => throw new InvalidOperationException("There is no such account in the books."),
    };
}

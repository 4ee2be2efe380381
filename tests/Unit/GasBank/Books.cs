using NeoServiceLayer.Contracts.GasBank;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Does the books again from a ledger's entries alone.</summary>
internal static class Books
{
    /// <summary>Every entry balances and says the balances after it; none is ever below zero; the account shows the last.</summary>
    internal static void MustBalance(IReadOnlyList<LedgerEntry> entries, BankAccountDescription shown)
    {
        Dictionary<LedgerAccount, long> balances = Enum.GetValues<LedgerAccount>().ToDictionary(account => account, _ => 0L);
        long sequence = 0;
        foreach (LedgerEntry entry in entries)
        {
            Assert.Equal(++sequence, entry.Sequence);
            Assert.Equal(0, entry.Legs.Sum(leg => long.Parse(leg.Amount, System.Globalization.CultureInfo.InvariantCulture)));
            foreach (LedgerLeg leg in entry.Legs)
            {
                balances[leg.Account] += long.Parse(leg.Amount, System.Globalization.CultureInfo.InvariantCulture);
            }

            Assert.Equal(
                (entry.Available, entry.Reserved, entry.Allocated, entry.Pending, entry.Charged),
                (Text(balances[LedgerAccount.Available]), Text(balances[LedgerAccount.Reserved]), Text(balances[LedgerAccount.Allocated]), Text(balances[LedgerAccount.Pending]), Text(balances[LedgerAccount.Charged])));
            Assert.All(balances, pair => Assert.True(pair.Key == LedgerAccount.ChainIn ? pair.Value <= 0 : pair.Value >= 0, $"{pair.Key} is {pair.Value}."));
        }

        Assert.Equal(Text(-balances[LedgerAccount.ChainIn]), shown.Deposited);
        Assert.Equal(Text(balances[LedgerAccount.ChainOut]), shown.Withdrawn);
        Assert.Equal(Text(balances[LedgerAccount.FeesBurnt]), shown.FeesBurnt);
    }

    private static string Text(long amount) => amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

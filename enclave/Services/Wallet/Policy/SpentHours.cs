using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>
/// What a wallet has signed away, hour by hour. An amount counts within its hour and the 24 behind it, so that no 24 hours, wherever they
/// begin, see more than a limit allows; an hour that is still to come, by a clock that went back, counts too.
/// </summary>
internal sealed class SpentHours(IReadOnlyList<HourSpend> hours)
{
    /// <summary>Hours behind its own in which an amount counts.</summary>
    internal const int Behind = 24;

    /// <summary>The most entries that are kept: those of 32 assets and fees, and again as many of policies before.</summary>
    internal const int MaxEntries = 2 * 33 * (Behind + 1);

    private const string FeesName = "fees";

    internal IReadOnlyList<HourSpend> Hours => hours;

    /// <summary>What counts of an asset now.</summary>
    internal BigInteger Of(UInt160 asset, DateTimeOffset time) => Of(asset.ToString(), HourOf(time));

    /// <summary>What counts of fees now, in datoshi.</summary>
    internal BigInteger OfFees(DateTimeOffset time) => Of(FeesName, HourOf(time));

    /// <summary>The same with what is signed away now, and without what counts no more.</summary>
    /// <exception cref="RequestException">limitExceeded: policies that changed a lot have named too many assets within 24 hours.</exception>
    internal SpentHours With(PolicyDecision decision, DateTimeOffset time)
    {
        long hour = HourOf(time);
        List<HourSpend> kept = [.. hours.Where(entry => Counts(entry, hour))];
        foreach ((UInt160 asset, BigInteger amount) in decision.Sends)
        {
            Add(kept, hour, asset.ToString(), amount);
        }

        Add(kept, hour, FeesName, decision.Fees);
        return kept.Count <= MaxEntries
            ? new SpentHours(kept)
            : throw new RequestException(
                ErrorCode.LimitExceeded, "The wallet's policies named so many assets within 24 hours that no more can be counted; try again later.");
    }

    private static void Add(List<HourSpend> entries, long hour, string asset, BigInteger amount)
    {
        if (amount.IsZero)
        {
            return;
        }

        int found = entries.FindIndex(entry => entry.Hour == hour && entry.Asset == asset);
        HourSpend sum = new()
        {
            Hour = hour,
            Asset = asset,
            Amount = ((found < 0 ? 0 : AmountOf(entries[found])) + amount).ToString(CultureInfo.InvariantCulture),
        };
        if (found < 0)
        {
            entries.Add(sum);
        }
        else
        {
            entries[found] = sum;
        }
    }

    private BigInteger Of(string asset, long hour) => hours
        .Where(entry => entry.Asset == asset && Counts(entry, hour))
        .Aggregate(BigInteger.Zero, (sum, entry) => sum + AmountOf(entry));

    private static bool Counts(HourSpend entry, long hour) => entry.Hour >= hour - Behind;

    private static BigInteger AmountOf(HourSpend entry) => BigInteger.Parse(entry.Amount, NumberStyles.None, CultureInfo.InvariantCulture);

    private static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;
}

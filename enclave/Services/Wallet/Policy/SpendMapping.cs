using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>What counts against the limits of 24 hours, as answers show it.</summary>
internal static class SpendMapping
{
    internal static IReadOnlyList<PolicySpend> Assets(PolicyRules rules, SpentHours spent, DateTimeOffset time, PolicyDecision? decision) =>
    [
        .. rules.Assets.Select(pair => From(
            pair.Key, spent.Of(pair.Key, time), decision?.Sends.GetValueOrDefault(pair.Key), pair.Value.MaxPerDay)),
    ];

    internal static PolicySpend? Fees(PolicyRules rules, SpentHours spent, DateTimeOffset time, PolicyDecision? decision) =>
        rules.Fees is { } fees ? From(NativeContracts.Gas, spent.OfFees(time), decision?.Fees, fees.MaxPerDay) : null;

    private static PolicySpend From(UInt160 asset, BigInteger spent, BigInteger? adds, BigInteger most) => new()
    {
        Asset = asset.ToString(),
        Symbol = AssetNames.Find(asset),
        Spent = Text(spent),
        Adds = adds is { } amount ? Text(amount) : null,
        MaxPerDay = Text(most),
        Left = Text(BigInteger.Max(0, most - spent)),
    };

    private static string Text(BigInteger amount) => amount.ToString(CultureInfo.InvariantCulture);
}

using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>A policy as it is decided by: what <see cref="PolicyReader"/> makes of one that it has checked.</summary>
internal sealed class PolicyRules
{
    internal required IReadOnlySet<uint> Networks { get; init; }

    internal required IReadOnlyDictionary<UInt160, AssetLimits> Assets { get; init; }

    internal required IReadOnlyDictionary<UInt160, ContractLimits> Contracts { get; init; }

    /// <summary>Null: the wallet pays no fees.</summary>
    internal FeeLimits? Fees { get; init; }

    internal required ScopeLimits Scopes { get; init; }

    internal required IReadOnlySet<PolicyAttribute> Attributes { get; init; }

    internal long? MaxBlocksValid { get; init; }

    /// <summary>None: always.</summary>
    internal required IReadOnlyList<WeekWindow> Windows { get; init; }

    internal PolicyApproval? Approval { get; init; }

    internal required IReadOnlySet<DataFormat> SignData { get; init; }

    internal required IReadOnlySet<UInt160> MemberOf { get; init; }

    internal required bool BlindSigning { get; init; }

    /// <summary>Every approval that it may ask for.</summary>
    internal IEnumerable<PolicyApproval> Approvals =>
        Assets.Values.Select(asset => asset.Approval).Concat(Contracts.Values.Select(contract => contract.Approval)).Append(Approval)
            .OfType<PolicyApproval>();
}

/// <summary>The limits of one asset.</summary>
/// <param name="Rule">Where it stands in the policy.</param>
/// <param name="MaxPerTransaction">In the smallest unit.</param>
/// <param name="MaxPerDay">In the smallest unit.</param>
/// <param name="Recipients">Null: anybody.</param>
/// <param name="AllowData">Whether transfers may carry data.</param>
/// <param name="Approval">Who approves.</param>
/// <param name="Above">For more than this; null: always.</param>
internal sealed record AssetLimits(
    string Rule, BigInteger MaxPerTransaction, BigInteger MaxPerDay, IReadOnlySet<UInt160>? Recipients, bool AllowData,
    PolicyApproval? Approval, BigInteger? Above);

/// <summary>What of a contract may be called.</summary>
/// <param name="Rule">Where it stands in the policy.</param>
/// <param name="Methods">By exact name.</param>
/// <param name="Flags">The most that a call may allow it.</param>
/// <param name="Approval">Who approves.</param>
internal sealed record ContractLimits(string Rule, IReadOnlySet<string> Methods, CallFlags Flags, PolicyApproval? Approval);

/// <summary>The limits of fees, in datoshi.</summary>
internal sealed record FeeLimits(BigInteger MaxSystemFee, BigInteger MaxNetworkFee, BigInteger MaxPerDay);

/// <summary>Scopes beside none and calledByEntry; null: not that one.</summary>
internal sealed record ScopeLimits(IReadOnlySet<UInt160>? Contracts, IReadOnlySet<PublicKey>? Groups, bool WitnessRules, bool Global);

/// <summary>A time of the week, in UTC.</summary>
/// <param name="Days">Which.</param>
/// <param name="From">The first minute of the day.</param>
/// <param name="To">The minute behind the last.</param>
internal sealed record WeekWindow(IReadOnlySet<DayOfWeek> Days, int From, int To)
{
    internal bool Holds(DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        int minute = (int)utc.TimeOfDay.TotalMinutes;
        return Days.Contains(utc.DayOfWeek) && minute >= From && minute < To;
    }
}

using System.Numerics;

namespace NeoServiceLayer.Enclave.PriceFeed.Rounds;

/// <summary>When a feed has a new round; part of its configuration.</summary>
/// <param name="DeviationBps">By how many hundredths of a percent of the last round's price a price has to move: 1 to 10,000.</param>
/// <param name="Heartbeat">After how long there is a round although nothing moved.</param>
/// <param name="MinInterval">How long there is none, whatever moves.</param>
internal sealed record RoundRule(int DeviationBps, TimeSpan Heartbeat, TimeSpan MinInterval);

/// <summary>Why a round is made.</summary>
internal enum RoundReason
{
    /// <summary>None is.</summary>
    None,

    /// <summary>It is the feed's first.</summary>
    First,

    /// <summary>The price has moved.</summary>
    Deviation,

    /// <summary>Nothing has, for as long as the heartbeat.</summary>
    Heartbeat,
}

/// <summary>Decides when there is a new round.</summary>
/// <remarks>
/// A move counts when two observations in a row show it to the same side, or one shows twice as much: a price that trembles at the threshold,
/// or a single odd observation, makes no rounds.
/// </remarks>
internal sealed class RoundDecision(RoundRule rule)
{
    private const int BasisPoints = 10_000;

    /// <summary>To which side the last observation had moved: -1, 0 or 1.</summary>
    private int lean;

    /// <summary>Looks at one observation.</summary>
    /// <param name="price">What was observed.</param>
    /// <param name="last">The last round's price; null: there is none.</param>
    /// <param name="sinceLast">How long ago that was.</param>
    internal RoundReason Observe(UInt128 price, UInt128? last, TimeSpan sinceLast)
    {
        if (last is not { } before)
        {
            return RoundReason.First;
        }

        BigInteger moved = ((BigInteger)price - before) * BasisPoints;
        BigInteger threshold = (BigInteger)before * rule.DeviationBps;
        int side = BigInteger.Abs(moved) >= threshold ? moved.Sign : 0;
        bool counts = side != 0 && (side == lean || BigInteger.Abs(moved) >= threshold * 2);
        lean = side;
        if (sinceLast < rule.MinInterval)
        {
            return RoundReason.None;
        }

        RoundReason reason = counts ? RoundReason.Deviation : sinceLast >= rule.Heartbeat ? RoundReason.Heartbeat : RoundReason.None;
        if (reason != RoundReason.None)
        {
            lean = 0;
        }

        return reason;
    }
}

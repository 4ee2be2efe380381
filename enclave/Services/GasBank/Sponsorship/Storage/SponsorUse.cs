using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

/// <summary>What a policy's users have used of it together.</summary>
/// <param name="Day">The day that <paramref name="Spent"/> is of, since 1970.</param>
/// <param name="Spent">What that day's transactions cost, in datoshi, with those under way.</param>
/// <param name="Outstanding">How many are under way.</param>
internal readonly record struct PolicyUse(int Day, long Spent, int Outstanding)
{
    private const int Length = 16;

    /// <summary>As it is at a time: nothing is spent of a new day.</summary>
    internal PolicyUse At(DateTimeOffset time) => DayOf(time) == Day ? this : this with { Day = DayOf(time), Spent = 0 };

    /// <summary>The day of a time, since 1970.</summary>
    internal static int DayOf(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 86_400);

    internal byte[] Write()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Day);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4), Spent);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), Outstanding);
        return bytes;
    }

    internal static PolicyUse Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadInt32BigEndian(bytes[12..]));
}

/// <summary>What one user has used of a policy. Times are in seconds since 1970.</summary>
/// <param name="WindowStart">The beginning of the window that <paramref name="Spent"/> is of.</param>
/// <param name="WindowEnd">Its end.</param>
/// <param name="Spent">What that window's transactions cost, in datoshi, with those under way.</param>
/// <param name="Outstanding">How many are under way.</param>
/// <param name="Faults">How many failed since failures were last forgotten.</param>
/// <param name="FaultsUntil">When they are forgotten: a window after the last.</param>
/// <param name="DropAt">When it is looked at for whether it still says anything.</param>
internal readonly record struct UserUse(long WindowStart, long WindowEnd, long Spent, int Outstanding, int Faults, long FaultsUntil, long DropAt)
{
    private const int Length = 48;

    /// <summary>As it is at a time.</summary>
    internal UserUse At(DateTimeOffset time, int windowSeconds)
    {
        long now = time.ToUnixTimeSeconds();
        long start = now - (now % windowSeconds);
        long end = start + windowSeconds;
        UserUse current = start == WindowStart && end == WindowEnd ? this : this with { WindowStart = start, WindowEnd = end, Spent = 0 };
        return now < FaultsUntil ? current : current with { Faults = 0 };
    }

    internal byte[] Write()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, WindowStart);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), WindowEnd);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), Spent);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(24), Outstanding);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(28), Faults);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), FaultsUntil);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(40), DropAt);
        return bytes;
    }

    internal static UserUse Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64BigEndian(bytes),
        BinaryPrimitives.ReadInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadInt32BigEndian(bytes[24..]),
        BinaryPrimitives.ReadInt32BigEndian(bytes[28..]),
        BinaryPrimitives.ReadInt64BigEndian(bytes[32..]),
        BinaryPrimitives.ReadInt64BigEndian(bytes[40..]));
}

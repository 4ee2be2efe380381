using SharpFuzz.Common;

namespace NeoServiceLayer.Tests.Fuzz;

/// <summary>
/// Which branches the instrumented assemblies took, and about how often: a byte for each pair of a place and the one before it,
/// counted by the code that SharpFuzz puts there.
/// </summary>
internal sealed class Coverage
{
    private const int Places = 1 << 16;

    private static readonly byte[] Counts = GC.AllocateArray<byte>(Places, pinned: true);

    // A bit for each of eight ranges of counts: how often a loop goes round matters, by its order of magnitude.
    private static readonly byte[] Ranges = [.. Enumerable.Range(0, 256).Select(RangeOf)];

    private readonly byte[] seen = new byte[Places];

    /// <summary>Must come before anything that is instrumented runs.</summary>
    internal static unsafe void Start() => Trace.SharedMem = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref Counts[0]);

    /// <summary>Forgets the counts of the run before.</summary>
    internal static void BeginRun()
    {
        Array.Clear(Counts);
        Trace.PrevLocation = 0;
    }

    /// <summary>How many branches were taken, ever.</summary>
    internal int Branches => seen.Count(ranges => ranges != 0);

    /// <summary>Whether this run took a branch, or took one in a range of counts, that no run before it did.</summary>
    internal bool TakeNew()
    {
        bool found = false;
        for (int at = NextTaken(0); at < Places; at = NextTaken(at + 1))
        {
            byte range = Ranges[Counts[at]];
            found |= (seen[at] & range) == 0;
            seen[at] |= range;
        }

        return found;
    }

    private static int NextTaken(int from)
    {
        int step = Counts.AsSpan(from).IndexOfAnyExcept((byte)0);
        return step < 0 ? Places : from + step;
    }

    private static byte RangeOf(int count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}

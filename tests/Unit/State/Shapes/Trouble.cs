using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>What goes wrong next, from a seed, from when it is told to begin until it is told to stop. Any thread.</summary>
internal sealed class Trouble(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly List<(MemoryStore Store, CommitRecordsRequest Commit)> late = [];
    private bool begun;

    /// <summary>What becomes of a commit.</summary>
    internal enum Fate
    {
        Done,
        Refused,
        DoneThenRefused,
        Lost,
        DoneThenLost,
        Late,
        HostGone,
        DoneThenHostGone,
        Crash,
        DoneThenCrash,
        LateThenCrash,
    }

    /// <summary>Anything may go wrong from now on.</summary>
    internal void Begin()
    {
        lock (gate)
        {
            begun = true;
        }
    }

    /// <summary>Nothing goes wrong from now on; what was late is lost.</summary>
    internal void End()
    {
        lock (gate)
        {
            begun = false;
            late.Clear();
        }
    }

    internal Fate OfCommit() => Roll(100) switch
    {
        < 70 => Fate.Done,
        < 74 => Fate.Refused,
        < 77 => Fate.DoneThenRefused,
        < 81 => Fate.Lost,
        < 85 => Fate.DoneThenLost,
        < 88 => Fate.Late,
        < 90 => Fate.HostGone,
        < 92 => Fate.DoneThenHostGone,
        < 94 => Fate.Crash,
        < 98 => Fate.DoneThenCrash,
        _ => Fate.LateThenCrash,
    };

    internal Fate OfReading() => Roll(100) switch
    {
        < 96 => Fate.Done,
        < 97 => Fate.Refused,
        < 98 => Fate.Lost,
        < 99 => Fate.HostGone,
        _ => Fate.Crash,
    };

    /// <summary>A commit that is on its way to the disk, whatever becomes of who sent it.</summary>
    internal void Delay(MemoryStore store, CommitRecordsRequest commit)
    {
        lock (gate)
        {
            if (begun)
            {
                late.Add((store, commit));
            }
        }
    }

    /// <summary>Some of what is on its way arrives.</summary>
    internal void Arrive()
    {
        lock (gate)
        {
            if (late.Count > 0 && random.Next(3) == 0)
            {
                late[0].Store.Commit(late[0].Commit);
                late.RemoveAt(0);
            }
        }
    }

    private int Roll(int sides)
    {
        lock (gate)
        {
            return begun ? random.Next(sides) : 0;
        }
    }
}

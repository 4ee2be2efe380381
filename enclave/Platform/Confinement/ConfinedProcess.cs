using System.Globalization;
using System.Runtime.CompilerServices;
using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Platform.Confinement;

/// <summary>Takes from this process all that running somebody else's code does not need. There is no way back.</summary>
public static unsafe class ConfinedProcess
{
    /// <summary>How far others go first: anything else of the enclave's that is due runs before users' code.</summary>
    private const int Niceness = 10;

    /// <summary>The folder of a process's descriptors as /proc has it: there is nothing in it that could be opened to any use.</summary>
    private const string EmptyFolder = "/proc/self/fdinfo";

    private const string KillFirstFile = "/proc/self/oom_score_adj";
    private const string RandomFile = "/dev/urandom";

    /// <summary>The first descriptor behind the three pipes, and how many the runtime may have opened itself.</summary>
    private const uint FirstOwn = 3;
    private const uint MostOwn = 8;

    /// <summary>Enters confinement. The threads that there are stay, and no others can begin.</summary>
    /// <exception cref="PlatformException">The kernel refuses some of it: the process is half confined, and must end.</exception>
    public static void Enter(ConfinementLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        KillFirst();
        uint? random = FindRandom();
        Refusal.Unless(LibC.SetPriority(LibC.PriorityOfProcess, 0, Niceness), "the priority cannot be lowered");
        if (!RuntimeFeature.IsDynamicCodeCompiled)
        {
            Limit(LibC.RlimitAddressSpace, limits.AddressBytes);
            Limit(LibC.RlimitData, limits.DataBytes);
            if (limits.UserId is { } user)
            {
                Become(user);
            }

            Limit(LibC.RlimitNoFile, 0);
            Limit(LibC.RlimitProcesses, 0);
        }

        Limit(LibC.RlimitCpu, limits.ProcessorSeconds);
        Limit(LibC.RlimitFileSize, 0);
        Limit(LibC.RlimitCore, 0);
        Limit(LibC.RlimitLocked, 0);
        Limit(LibC.RlimitQueues, 0);

        // Others of the same user cannot look into it, and it ends with who started it.
        Refusal.Unless(LibC.ControlProcess(LibC.SetDumpable, 0, 0, 0, 0), "the memory cannot be hidden");
        Refusal.Unless(LibC.ControlProcess(LibC.SetParentDeathSignal, LibC.SigKill, 0, 0, 0), "the parent's end goes unnoticed");
        SystemCallFilter.Enter(random);
    }

    /// <summary>What the runtime has opened to get random numbers for its hash tables: it goes on reading there, and nothing can be read there but these.</summary>
    private static uint? FindRandom()
    {
        for (uint descriptor = FirstOwn; descriptor < FirstOwn + MostOwn; descriptor++)
        {
            if (new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")).LinkTarget == RandomFile)
            {
                return descriptor;
            }
        }

        return null;
    }

    /// <summary>Where memory runs out in spite of all limits, the kernel ends this process before any other.</summary>
    private static void KillFirst()
    {
        if (File.Exists(KillFirstFile))
        {
            File.WriteAllText(KillFirstFile, "1000");
        }
    }

    private static void Become(uint user)
    {
        Refusal.Unless(LibC.ChangeRoot(EmptyFolder), "the file system cannot be left");
        Refusal.Unless(LibC.ChangeFolder("/"), "the file system cannot be left");
        Refusal.Unless(LibC.SetGroups(0, null), "groups cannot be left");
        Refusal.Unless(LibC.SetGroup(user, user, user), "the group cannot be changed");
        Refusal.Unless(LibC.SetUser(user, user, user), "the user cannot be changed");
    }

    private static void Limit(int resource, ulong most)
    {
        LibC.ResourceLimit limit = new() { Current = most, Most = most };
        Refusal.Unless(LibC.SetLimit(resource, &limit), "a limit cannot be set");
    }
}

using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox.Link;
using NeoServiceLayer.Enclave.Sandbox.Worker;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>A worker as its supervisor has it.</summary>
internal sealed class Worker
{
    private Worker(ChildProcess process, int memoryMiB, int place)
    {
        Process = process;
        MemoryMiB = memoryMiB;
        Place = place;
    }

    internal ChildProcess Process { get; }

    internal int MemoryMiB { get; }

    /// <summary>Its number among those that are alive, by which it has its user.</summary>
    internal int Place { get; }

    internal FrameBuffer Buffer { get; } = new(FrameLimits.MaxFromWorker);

    /// <exception cref="Platform.Machine.PlatformException">The kernel refuses.</exception>
    internal static Worker Start(SandboxSettings settings, int memoryMiB, int place)
    {
        WorkerOrder order = new(memoryMiB, ChildProcess.MayChangeUser ? settings.FirstUserId + (uint)place : null);
        ChildProcess process = ChildProcess.Start(
            settings.Program ?? OwnProgram(), [.. settings.Arguments, .. order.ToArguments()], [.. WorkerMemory.Environment(memoryMiB), .. settings.Environment]);
        return new Worker(process, memoryMiB, place);
    }

    /// <summary>Kills it, and waits until it is gone.</summary>
    internal void End() => Process.Dispose();

    /// <summary>The very program that runs, though its file be another by now.</summary>
    private static string OwnProgram()
    {
        const string Own = "/proc/self/exe";
        return File.Exists(Own) ? Own : Environment.ProcessPath ?? Own;
    }
}

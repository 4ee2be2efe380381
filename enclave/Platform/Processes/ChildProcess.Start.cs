using System.Runtime.InteropServices;
using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>How a child begins.</summary>
public sealed unsafe partial class ChildProcess
{
    private const int Standard = 3;

    /// <summary>
    /// Starts a program in a process group of its own, so that what a terminal sends to this one's does not reach it. The C library's
    /// posix_spawn does it: nothing of this process runs in the child, and none of its memory is copied.
    /// </summary>
    /// <param name="program">The program's file.</param>
    /// <param name="arguments">What it is called with, its name not included.</param>
    /// <param name="environment">Its whole environment: <c>NAME=value</c> each.</param>
    /// <exception cref="PlatformException">The kernel refuses.</exception>
    public static ChildProcess Start(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        int* pipes = stackalloc int[2 * Standard];
        new Span<int>(pipes, 2 * Standard).Fill(None);
        bool started = false;
        try
        {
            for (int i = 0; i < Standard; i++)
            {
                Refusal.Unless(LibC.Pipe(pipes + (2 * i), LibC.OCloseOnExec), "there is no pipe");
            }

            int error = Spawn(program, arguments, environment, [pipes[0], pipes[3], pipes[5]], out int pid);
            started = error == 0;
            return started ? Own(pid, pipes[1], pipes[2], pipes[4]) : throw Refusal.Of($"{program} cannot be started", error);
        }
        finally
        {
            // The child's ends in any case; ours where there is no child.
            Close(pipes[0], pipes[3], pipes[5]);
            if (!started)
            {
                Close(pipes[1], pipes[2], pipes[4]);
            }
        }
    }

    private static ChildProcess Own(int pid, int input, int output, int errors)
    {
        _ = LibC.FileControl(input, LibC.FSetFlags, LibC.ONonBlock);
        _ = LibC.FileControl(output, LibC.FSetFlags, LibC.ONonBlock);
        _ = LibC.FileControl(errors, LibC.FSetFlags, LibC.ONonBlock);
        return new ChildProcess(pid, input, output, errors);
    }

    private static int Spawn(
        string program, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, ReadOnlySpan<int> standard, out int pid)
    {
        byte* actions = stackalloc byte[LibC.SpawnRoom];
        byte* attributes = stackalloc byte[LibC.SpawnRoom];
        _ = LibC.InitActions(actions);
        _ = LibC.InitAttributes(attributes);
        using Strings words = new([program, .. arguments]);
        using Strings variables = new(environment);
        try
        {
            int error = LibC.SetAttributeFlags(attributes, LibC.SpawnOwnGroup);
            for (int i = 0; i < standard.Length && error == 0; i++)
            {
                error = LibC.AddDuplicate(actions, standard[i], i);
            }

            error = error == 0 ? LibC.AddCloseFrom(actions, standard.Length) : error;
            Order order = new() { Actions = actions, Attributes = attributes, Words = words.Start, Variables = variables.Start };
            pid = None;
            return error == 0 ? Children.Start(&SpawnNow, &order, out pid) : error;
        }
        finally
        {
            _ = LibC.EndActions(actions);
            _ = LibC.EndAttributes(attributes);
        }
    }

    private static int SpawnNow(void* what, int* pid)
    {
        Order* order = (Order*)what;
        return LibC.Spawn(pid, order->Words[0], order->Actions, order->Attributes, order->Words, order->Variables);
    }

    private static void Close(params ReadOnlySpan<int> descriptors)
    {
        foreach (int descriptor in descriptors)
        {
            if (descriptor >= 0)
            {
                _ = LibC.Close(descriptor);
            }
        }
    }

    private struct Order
    {
        internal void* Actions;
        internal void* Attributes;
        internal byte** Words;
        internal byte** Variables;
    }

    /// <summary>Strings as C has them: each ended by a zero, and the list by a null.</summary>
    private readonly ref struct Strings
    {
        private readonly int count;

        internal Strings(IReadOnlyList<string> strings)
        {
            count = strings.Count;
            Start = (byte**)NativeMemory.AllocZeroed((nuint)count + 1, (nuint)sizeof(byte*));
            for (int i = 0; i < count; i++)
            {
                Start[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
            }
        }

        internal byte** Start { get; }

        public void Dispose()
        {
            for (int i = 0; i < count; i++)
            {
                Marshal.FreeCoTaskMem((nint)Start[i]);
            }

            NativeMemory.Free(Start);
        }
    }
}

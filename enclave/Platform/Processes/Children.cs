using NeoServiceLayer.Enclave.Platform.Interop;

namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>
/// The children that this process started. A first process takes leave of whatever has ended, and must not take the end of one from
/// whoever waits for it; and nobody may be killed by the number of a child that is gone, because another may have it by then.
/// Both need that starting, killing and taking leave are one at a time.
/// </summary>
internal static unsafe class Children
{
    private static readonly object Gate = new();
    private static readonly Dictionary<int, ChildEnd?> Known = [];

    /// <summary>Starts one; the errno if that fails.</summary>
    internal static int Start(delegate*<void*, int*, int> spawn, void* what, out int pid)
    {
        lock (Gate)
        {
            int started;
            int error = spawn(what, &started);
            pid = started;
            if (error == 0)
            {
                Known.Add(started, null);
            }

            return error;
        }
    }

    /// <summary>Kills it unless it has ended.</summary>
    internal static void Kill(int pid)
    {
        lock (Gate)
        {
            if (Known.TryGetValue(pid, out ChildEnd? end) && end is null)
            {
                _ = LibC.Kill(pid, LibC.SigKill);
            }
        }
    }

    /// <summary>Waits for its end, and takes leave of it. Once.</summary>
    internal static ChildEnd Wait(int pid)
    {
        // Waits without taking leave, outside the gate: until it is entered the number stays the child's.
        LibC.SignalInformation ignored;
        while (LibC.WaitForId(LibC.WaitForProcess, pid, &ignored, LibC.WaitExited | LibC.WaitLeave) != 0 && LibC.LastError == LibC.EIntr)
        {
        }

        lock (Gate)
        {
            Known.Remove(pid, out ChildEnd? end);
            return end ?? TakeLeave(pid, 0).End;
        }
    }

    /// <summary>Takes leave of every child that has ended; the ends of those that were started here are kept for who waits.</summary>
    internal static void TakeLeaveOfAll()
    {
        lock (Gate)
        {
            while (TakeLeave(-1, LibC.WaitNoHang) is { Pid: > 0 } gone)
            {
                if (Known.ContainsKey(gone.Pid))
                {
                    Known[gone.Pid] = gone.End;
                }
            }
        }
    }

    private static (int Pid, ChildEnd End) TakeLeave(int which, int options)
    {
        int status = 0;
        LibC.ResourceUsage usage = default;
        int pid;
        do
        {
            pid = LibC.WaitForChild(which, &status, options, &usage);
        }
        while (pid < 0 && LibC.LastError == LibC.EIntr);

        return (pid, ChildEnd.From(status, PeakKiB(usage)));
    }

    /// <summary>
    /// The kernel counts as a program's peak what the process had that it was started from, which may be more than it ever had itself: no more than
    /// it has touched of pages is its own.
    /// </summary>
    private static long PeakKiB(in LibC.ResourceUsage usage) => Math.Min(usage.PeakKiB, usage.PagesTouched * (Environment.SystemPageSize / 1024));
}

using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>The calls of one session that are served away from its thread: at most so many, and no two of one id.</summary>
internal sealed class CallsInFlight(ServerSession session, Admission admission, int limit, bool clear)
{
    private readonly object gate = new();
    private readonly List<QueuedCall> running = [];
    private readonly Stack<QueuedCall> free = [];
    private int runningCount;
    private int answering;

    internal bool Contains(ReadOnlySpan<byte> id)
    {
        // Only the session's own thread, which asks here, adds to them.
        if (Volatile.Read(ref runningCount) == 0)
        {
            return false;
        }

        lock (gate)
        {
            ulong hash = KeyedHash.Of(id);
            foreach (QueuedCall call in running)
            {
                if (call.IdHash == hash && call.Id.SequenceEqual(id))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Takes a request over and hands it to the pool; or says why not, and nothing was done.</summary>
    internal ErrorCode? TryStart(Binding binding, in RequestFrame request, in CallContext context)
    {
        QueuedCall call;
        lock (gate)
        {
            int length = QueuedCall.LengthOf(request);
            if (running.Count >= limit || !admission.TryEnter(length))
            {
                return ErrorCode.Overloaded;
            }

            call = free.Count > 0 ? free.Pop() : new QueuedCall(session);
            call.Take(binding, request, context);
            running.Add(call);
            Volatile.Write(ref runningCount, running.Count);
        }

        ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
        return null;
    }

    /// <summary>
    /// The call is about to be answered: its id and its place are free before the answer can arrive, so that who acts on
    /// the answer at once finds both free.
    /// </summary>
    internal void Retire(QueuedCall call)
    {
        lock (gate)
        {
            int index = running.IndexOf(call);
            running[index] = running[^1];
            running.RemoveAt(running.Count - 1);
            Volatile.Write(ref runningCount, running.Count);
            answering++;
            admission.Leave(call.AdmittedLength);
        }
    }

    /// <summary>The call is answered and may be used again.</summary>
    internal void Recycle(QueuedCall call)
    {
        call.Release(clear);
        lock (gate)
        {
            answering--;
            free.Push(call);
            Monitor.PulseAll(gate);
        }

        admission.Answered();
    }

    /// <summary>Waits until nothing is in flight, but not longer than <paramref name="patience"/>.</summary>
    internal void WaitUntilIdle(TimeSpan patience)
    {
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (gate)
        {
            while (running.Count + answering > 0 && until - Environment.TickCount64 is > 0 and var left)
            {
                Monitor.Wait(gate, (int)left);
            }
        }
    }
}

using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>The calls of one connection that wait for their responses, by requestId. Any thread may use it.</summary>
internal sealed class PendingCalls
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, Entry> entries = [];
    private bool closed;
    private int waiting;

    internal int Count => Volatile.Read(ref waiting);

    /// <summary>Adds a call, or says why not.</summary>
    internal ErrorCode? TryAdd(PendingCall call, int limit)
    {
        lock (gate)
        {
            if (closed)
            {
                return ErrorCode.EnclaveUnreachable;
            }

            // An id that expired here may still be in flight there: it counts until its answer comes.
            if (entries.Count >= limit)
            {
                return ErrorCode.Overloaded;
            }

            if (!entries.TryAdd(call.IdHash, new Entry(call)))
            {
                return ErrorCode.DuplicateRequestId;
            }

            waiting++;
            return null;
        }
    }

    internal bool Has(PendingCall call)
    {
        lock (gate)
        {
            return entries.ContainsKey(call.IdHash);
        }
    }

    /// <summary>Takes the call of an answered id; null if nobody waits for it any more.</summary>
    internal PendingCall? Take(ReadOnlySpan<byte> id)
    {
        ulong hash = Json.KeyedHash.Of(id);
        lock (gate)
        {
            if (!entries.TryGetValue(hash, out Entry entry) || (entry.Call is not null && !entry.Call.Id.SequenceEqual(id)))
            {
                return null;
            }

            entries.Remove(hash);
            waiting -= entry.Call is null ? 0 : 1;
            return entry.Call;
        }
    }

    /// <summary>Takes a call back that was never sent.</summary>
    internal void Remove(PendingCall call)
    {
        lock (gate)
        {
            waiting -= entries.Remove(call.IdHash) ? 1 : 0;
        }
    }

    /// <summary>Takes all whose time is up; their ids stay taken until their answers come.</summary>
    internal List<PendingCall>? TakeExpired(long now)
    {
        List<PendingCall>? expired = null;
        lock (gate)
        {
            foreach ((ulong hash, Entry entry) in entries)
            {
                if (entry.Call is not null && entry.Call.ExpiresAt <= now)
                {
                    (expired ??= []).Add(entry.Call);
                    entries[hash] = default;
                    waiting--;
                }
            }
        }

        return expired;
    }

    /// <summary>Takes all, and takes no more.</summary>
    internal List<PendingCall> Close()
    {
        lock (gate)
        {
            closed = true;
            List<PendingCall> left = [.. entries.Values.Where(entry => entry.Call is not null).Select(entry => entry.Call!)];
            entries.Clear();
            waiting = 0;
            return left;
        }
    }

    /// <summary>A call that waits, or (null) the place of one that has expired.</summary>
    private readonly record struct Entry(PendingCall? Call);
}

using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Core.Access.Audit;

/// <summary>Reads the audit events of the caller's account.</summary>
public static class AuditEvents
{
    /// <summary>The most events of one range.</summary>
    public const int MaxRange = LogTable.MaxRange;

    /// <summary>The sequence that the next event gets; they begin with 1.</summary>
    public static async ValueTask<long> NextAsync(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return (await AccessDocuments.Events.ExtentAsync(call.State, call.Caller.AccountId)).Next;
    }

    /// <summary>Events in order from a sequence on, or backward from it; at most <paramref name="limit"/>.</summary>
    public static async ValueTask<IReadOnlyList<AuditEvent>> RangeAsync(Call call, long from, int limit, bool backward = false)
    {
        ArgumentNullException.ThrowIfNull(call);
        IReadOnlyList<LogEntry<AuditEvent>> entries =
            await AccessDocuments.Events.RangeAsync(call.State, call.Caller.AccountId, from, limit, backward);
        return [.. entries.Select(entry => entry.Value)];
    }

    /// <summary>The sequence of the first event at a time or later, or that of the next one: events' times never go back.</summary>
    public static async ValueTask<long> FirstAtAsync(Call call, DateTime time)
    {
        long low = 1;
        long high = await NextAsync(call);
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if ((await RangeAsync(call, middle, limit: 1))[0].Time < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

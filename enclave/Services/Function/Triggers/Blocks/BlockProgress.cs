using System.Collections.Concurrent;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;

namespace NeoServiceLayer.Enclave.Function.Triggers.Blocks;

/// <summary>How far triggers have come through blocks that hold nothing for them: known here alone until there are some, and found out again.</summary>
internal sealed class BlockProgress
{
    private readonly ConcurrentDictionary<string, uint> next = new();

    /// <summary>The next block that a trigger looks at; null where it looks at none.</summary>
    internal uint? Of(TriggerDocument trigger) =>
        trigger.NextBlock is { } written ? Math.Max(written, next.GetValueOrDefault(trigger.TriggerId)) : null;

    internal void Pass(string triggerId, uint block) => next[triggerId] = block + 1;

    /// <summary>Forgets one that is no longer there.</summary>
    internal void Forget(string triggerId) => next.TryRemove(triggerId, out _);
}

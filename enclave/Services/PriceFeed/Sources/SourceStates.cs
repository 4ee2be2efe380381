using System.Collections.Concurrent;
using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>How each source does: one state a source, whichever feeds ask it. Any thread may use it.</summary>
internal sealed class SourceStates(TimeProvider clock)
{
    private readonly ConcurrentDictionary<SourceSettings, SourceState> states = new(SourceComparer.Instance);

    internal SourceState Of(SourceSettings source) => states.GetOrAdd(source, added => new SourceState(added, clock));

    /// <summary>By id and limit: other changes of a source leave what is known of it.</summary>
    private sealed class SourceComparer : IEqualityComparer<SourceSettings>
    {
        internal static readonly SourceComparer Instance = new();

        public bool Equals(SourceSettings? x, SourceSettings? y) => x?.SourceId == y?.SourceId && x?.MaxPerMinute == y?.MaxPerMinute;

        public int GetHashCode(SourceSettings obj) => obj.SourceId.GetHashCode(StringComparison.Ordinal);
    }
}

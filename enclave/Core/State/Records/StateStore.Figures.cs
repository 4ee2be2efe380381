using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What can be asked of the state without a transaction.</summary>
internal sealed partial class StateStore
{
    /// <summary>The newest committed state; null while it is not served.</summary>
    internal CommitPoint? Point
    {
        get
        {
            lock (gate)
            {
                return Serves ? new CommitPoint(image!.Head) : null;
            }
        }
    }

    /// <summary>The chain of the state, 32 digits of lower hex; null until it was opened.</summary>
    internal string? Lineage
    {
        get
        {
            lock (gate)
            {
                return image is null ? null : new CommitPoint(image.Head).Tell().Lineage;
            }
        }
    }

    /// <summary>How much there is of it; null until it was opened.</summary>
    internal StateFigures? Figures
    {
        get
        {
            lock (gate)
            {
                return image is null ? null : new StateFigures
                {
                    Records = image.Head.Count,
                    Sequence = image.Head.Sequence,
                    Commits = commits,
                    IndexBytes = image.Index.MemoryBytes,
                    CacheBytes = cache.Bytes,
                };
            }
        }
    }
}

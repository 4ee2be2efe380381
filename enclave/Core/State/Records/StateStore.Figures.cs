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
                return phase is Phase.Open or Phase.Reading ? new CommitPoint(image!.Head) : null;
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

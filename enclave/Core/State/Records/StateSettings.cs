namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What can be set of the state's engine.</summary>
internal sealed record StateSettings
{
    /// <summary>What decrypted contents may take in memory, in bytes.</summary>
    internal long CacheBytes { get; init; } = 16 << 20;

    /// <summary>How long a host that refuses is left alone before it is asked again.</summary>
    internal TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long requests wait to learn whether a commit that was not answered has happened.</summary>
    internal TimeSpan DoubtPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most changes in one commit: with the head they are within the host's limit.</summary>
    internal int MaxBatchChanges { get; init; } = 1000;

    /// <summary>What the contents that one transaction writes may have together, in bytes; not more than a commit may.</summary>
    internal int MaxTransactionBytes { get; init; } = StateLimits.MaxTransactionBytes;

    /// <summary>What the values of one commit may have together, in bytes, so that it fits a frame once it is base64.</summary>
    internal int MaxBatchBytes { get; init; } = 1600 << 10;

    /// <summary>What all values that wait for a commit may have together, in bytes.</summary>
    internal long MaxQueuedBytes { get; init; } = 32 << 20;
}

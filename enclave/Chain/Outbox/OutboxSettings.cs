namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>How the outbox goes about it.</summary>
internal sealed record OutboxSettings
{
    /// <summary>The most transactions that an account may have under way: more than any network puts into ten blocks.</summary>
    internal int MaxUnderWay { get; init; } = 5000;

    /// <summary>The most that are kept of an account once their outcome is known; then the oldest go.</summary>
    internal int MaxEnded { get; init; } = 2000;

    /// <summary>How long one is kept once its outcome is known.</summary>
    internal TimeSpan KeepEnded { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often it looks when nobody wakes it.</summary>
    internal TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it reads the height of a network on which nothing is under way: so that its state is known.</summary>
    internal TimeSpan IdlePeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After what time one is sent again that a node has taken: a node's pool may lose it.</summary>
    internal TimeSpan SendAgain { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After what time something is tried again that failed; twice as long each time.</summary>
    internal TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such time.</summary>
    internal TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many transactions are sent, looked for or settled at once.</summary>
    internal int Concurrency { get; init; } = 48;
}

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>An entry of a log.</summary>
/// <param name="Sequence">Its place: 1 for the first that the log ever had, then without gaps.</param>
/// <param name="Value">What was appended.</param>
public readonly record struct LogEntry<T>(long Sequence, T Value);

/// <summary>Which sequences a log holds: from <paramref name="First"/> to the one before <paramref name="Next"/>.</summary>
/// <param name="First">The first that was not trimmed; equal to <paramref name="Next"/> if there is none.</param>
/// <param name="Next">The one that the next entry gets.</param>
public readonly record struct LogExtent(long First, long Next)
{
    /// <summary>How many entries there are.</summary>
    public long Count => Next - First;
}

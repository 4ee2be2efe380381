namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>How a child ended.</summary>
/// <param name="ExitCode">What it returned; meaningless where a signal ended it.</param>
/// <param name="Signal">The signal that ended it; 0: none did.</param>
/// <param name="PeakKiB">How much memory it had at most, in KiB.</param>
public readonly record struct ChildEnd(int ExitCode, int Signal, long PeakKiB)
{
    /// <summary>Of a status as wait gives it: the signal is its low seven bits, the code the eight above these and one more.</summary>
    internal static ChildEnd From(int status, long peakKiB) => new((status >> 8) & 0xFF, status & 0x7F, peakKiB);
}

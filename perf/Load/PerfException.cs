namespace NeoServiceLayer.Perf.Load;

/// <summary>A measurement could not be made; the message says which and why.</summary>
internal sealed class PerfException(string message) : Exception(message);

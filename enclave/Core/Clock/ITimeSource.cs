using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Enclave.Core.Clock;

/// <summary>Where the enclave has its time from, and not from the parent: the NSM's signed time, or what stands for it.</summary>
public interface ITimeSource
{
    /// <summary>The time now.</summary>
    /// <exception cref="SecurityModuleException">It does not say.</exception>
    DateTimeOffset Read();
}

/// <summary>The machine's own clock: for the local mode, whose software NSM it is.</summary>
public sealed class MachineClock : ITimeSource
{
    /// <inheritdoc/>
    public DateTimeOffset Read() => DateTimeOffset.UtcNow;
}

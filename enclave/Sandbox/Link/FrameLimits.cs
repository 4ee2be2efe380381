using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>Bounds of what a worker says.</summary>
internal static class FrameLimits
{
    /// <summary>Of a length and a kind.</summary>
    internal const int HeadBytes = 5;

    /// <summary>The longest name of a call, in bytes.</summary>
    internal const int MaxNameBytes = 64;

    /// <summary>The longest arguments of a call, in bytes: a body of a request in base64 beside its headers.</summary>
    internal const int MaxArgumentBytes = 512 << 10;

    /// <summary>The longest message of an error, in UTF-16 code units.</summary>
    internal const int MaxMessageLength = 2048;

    /// <summary>The longest trace of a stack, likewise.</summary>
    internal const int MaxStackLength = 4096;

    /// <summary>The longest frame from a worker: a result, a full log in bytes of UTF-8, and what stands around.</summary>
    internal const int MaxFromWorker = FunctionLimits.MaxJsonBytes + (4 * FunctionLimits.MaxLogLength) + (64 << 10);

    /// <summary>The longest frame to a worker; all of them are the supervisor's own.</summary>
    internal const int MaxToWorker = 16 << 20;

    /// <summary>After so many calls beyond what a run may make, each answered with an error, the worker is not asking any more.</summary>
    internal const int MaxRefusedCalls = 1000;
}

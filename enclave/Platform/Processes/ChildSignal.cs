using NeoServiceLayer.Enclave.Platform.Interop;

namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>Signals that end children.</summary>
public static class ChildSignal
{
    /// <summary>It gave up.</summary>
    public const int Abort = LibC.SigAbort;

    /// <summary>It was killed.</summary>
    public const int Killed = LibC.SigKill;

    /// <summary>It used memory that it does not have.</summary>
    public const int Fault = LibC.SigSegv;

    /// <summary>It had as much of the processor as it may.</summary>
    public const int ProcessorTime = LibC.SigCpu;

    /// <summary>It made a system call that it may not.</summary>
    public const int SystemCall = LibC.SigSys;
}

namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>
/// What passes between a worker and its supervisor: a length of four bytes, little-endian, a kind of one, and so many bytes of fields.
/// A worker says that it is ready, is given its one job, asks and is answered, and says what came of it.
/// </summary>
internal enum FrameKind : byte
{
    /// <summary>From the worker: it is confined, and waits. No fields.</summary>
    Ready = 1,

    /// <summary>To the worker, once.</summary>
    Job = 2,

    /// <summary>From the worker.</summary>
    Call = 3,

    /// <summary>To the worker.</summary>
    Answer = 4,

    /// <summary>From the worker, at last.</summary>
    Outcome = 5,
}

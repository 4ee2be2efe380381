namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// A record is authentic and yet not what the code writes: a fault of ours, never of a request or of the parent. The message
/// holds nothing of the record.
/// </summary>
public sealed class MalformedRecordException : Exception
{
    /// <summary>Creates one that does not say what is wrong.</summary>
    public MalformedRecordException()
        : this("A record is malformed.")
    {
    }

    /// <summary>Creates one that says what is wrong.</summary>
    public MalformedRecordException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with its cause.</summary>
    public MalformedRecordException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace NeoServiceLayer.Wire;

/// <summary>An end point could not be listened on or dialled: nothing was sent. The message names the end point and the cause.</summary>
public sealed class TransportException : IOException
{
    /// <summary>Creates one without words.</summary>
    public TransportException()
    {
    }

    /// <summary>Creates one that says what failed.</summary>
    public TransportException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one that says what failed and why.</summary>
    public TransportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

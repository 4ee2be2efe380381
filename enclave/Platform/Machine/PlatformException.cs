namespace NeoServiceLayer.Enclave.Platform.Machine;

/// <summary>The kernel refused something that the enclave cannot do without. The message is one sentence.</summary>
public sealed class PlatformException : Exception
{
    /// <summary>Creates one without words.</summary>
    public PlatformException()
    {
    }

    /// <summary>Creates one that says what was refused.</summary>
    public PlatformException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one that says what was refused and why.</summary>
    public PlatformException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

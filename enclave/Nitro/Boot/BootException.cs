namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>The enclave must not run here. The message is the one line that says why.</summary>
internal sealed class BootException : Exception
{
    public BootException()
    {
    }

    public BootException(string message)
        : base(message)
    {
    }

    public BootException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

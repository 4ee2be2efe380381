namespace NeoServiceLayer.Enclave.Core.Attestation;

/// <summary>The security module did not do what it was asked. The message is one sentence and holds nothing secret.</summary>
public sealed class SecurityModuleException : Exception
{
    /// <summary>Creates one without words.</summary>
    public SecurityModuleException()
    {
    }

    /// <summary>Creates one that says what failed.</summary>
    public SecurityModuleException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one that says what failed and why.</summary>
    public SecurityModuleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

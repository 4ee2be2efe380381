namespace NeoServiceLayer.Client;

/// <summary>
/// A request was sealed, and its answer is not one that the enclave sealed for it. Somebody between wrote it; whether the request was done is not known.
/// </summary>
public sealed class NslSealException : Exception
{
    /// <summary>Creates one that says nothing of its reason.</summary>
    public NslSealException()
        : this("The answer is not the enclave's.")
    {
    }

    /// <summary>Creates one with a message alone.</summary>
    public NslSealException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public NslSealException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

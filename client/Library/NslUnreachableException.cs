namespace NeoServiceLayer.Client;

/// <summary>
/// No answer of the service came: nothing listens there, the line broke, time ran out, or what answered is not a gateway.
/// </summary>
public sealed class NslUnreachableException : Exception
{
    /// <summary>Creates one that says nothing of its reason; the request may have run.</summary>
    public NslUnreachableException()
        : this("The gateway gave no answer.")
    {
    }

    /// <summary>Creates one with a message alone; the request may have run.</summary>
    public NslUnreachableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause; the request may have run.</summary>
    public NslUnreachableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal NslUnreachableException(string message, string requestId, bool mayHaveRun, Exception? cause = null)
        : base(message, cause)
    {
        RequestId = requestId;
        MayHaveRun = mayHaveRun;
    }

    /// <summary>The id under which the request was sent; a repetition under the same id is done once.</summary>
    public string RequestId { get; } = "";

    /// <summary>False only if the request certainly did not reach a gateway.</summary>
    public bool MayHaveRun { get; } = true;
}

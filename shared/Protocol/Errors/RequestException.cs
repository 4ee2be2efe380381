namespace NeoServiceLayer.Protocol.Errors;

/// <summary>
/// This request is bad, or cannot be served now: the first of the two families of failure. The message goes to the caller
/// as <c>errorMessage</c>, so it says what was wrong with the request and how to put it right, and holds no secret.
/// </summary>
public sealed class RequestException : Exception
{
    /// <summary>Creates an internal error; use the constructor that takes a code.</summary>
    public RequestException()
        : this(ErrorCode.InternalError, "The request could not be served.")
    {
    }

    /// <summary>Creates an <see cref="ErrorCode.InvalidRequest"/>.</summary>
    public RequestException(string message)
        : this(ErrorCode.InvalidRequest, message)
    {
    }

    /// <summary>Creates an <see cref="ErrorCode.InvalidRequest"/> with its cause, which is told to nobody.</summary>
    public RequestException(string message, Exception innerException)
        : base(message, innerException) => Code = ErrorCode.InvalidRequest;

    /// <summary>Creates one with a code of the closed set.</summary>
    public RequestException(ErrorCode code, string message)
        : base(message) => Code = code;

    /// <summary>Which of the closed set.</summary>
    public ErrorCode Code { get; }
}

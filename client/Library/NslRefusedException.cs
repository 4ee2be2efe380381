namespace NeoServiceLayer.Client;

/// <summary>
/// The service answered, and did not do what was asked. The message is the service's sentence for people; programs decide
/// by <see cref="ErrorCode"/> and <see cref="Retryable"/>.
/// </summary>
public sealed class NslRefusedException : Exception
{
    private const string NoDetail = "The request was refused.";

    /// <summary>Creates one that says nothing of its reason.</summary>
    public NslRefusedException()
        : this(NoDetail)
    {
    }

    /// <summary>Creates one with a message alone.</summary>
    public NslRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public NslRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal NslRefusedException(string errorCode, int status, string requestId, bool retryable, string? detail)
        : base(detail ?? NoDetail)
    {
        ErrorCode = errorCode;
        Status = status;
        RequestId = requestId;
        Retryable = retryable;
    }

    /// <summary>The stable name of the reason. PROTOCOL.md lists the set; a newer service may know more than this client.</summary>
    public string ErrorCode { get; } = Protocol.Errors.ErrorCode.InternalError.Name;

    /// <summary>The HTTP status, 400 to 599.</summary>
    public int Status { get; } = Protocol.Errors.ErrorCode.InternalError.HttpStatus;

    /// <summary>The id of the request, for whoever looks for it and for a repetition.</summary>
    public string RequestId { get; } = "";

    /// <summary>Whether the same request with the same id may be sent again, and may then succeed.</summary>
    public bool Retryable { get; }

    /// <summary>The service's sentence: what was wrong with the request and how to put it right.</summary>
    public string Detail => Message;
}

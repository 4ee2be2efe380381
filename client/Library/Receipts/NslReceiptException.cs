using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Client;

/// <summary>
/// An answer came, and its receipt is missing, or is not one for it: whoever stands between client and enclave changed something, or
/// answered himself. What was asked may have been done.
/// </summary>
public sealed class NslReceiptException : Exception
{
    /// <summary>Creates one for a receipt that is missing.</summary>
    public NslReceiptException()
        : this(ReceiptCheck.Missing.Sentence())
    {
    }

    /// <summary>Creates one with a message alone.</summary>
    public NslReceiptException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public NslReceiptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates one.</summary>
    /// <param name="failed">The first check that failed.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="message">A sentence for people; the check's own if null.</param>
    public NslReceiptException(ReceiptCheck failed, string requestId, string? message = null)
        : base(message ?? failed.Sentence())
    {
        Failed = failed;
        RequestId = requestId;
    }

    /// <summary>The first check that failed.</summary>
    public ReceiptCheck Failed { get; } = ReceiptCheck.Missing;

    /// <summary>The id under which the request was sent; a repetition under the same id is done once.</summary>
    public string RequestId { get; } = "";
}

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Why there is no line to where one was wanted.</summary>
public enum EgressFailure
{
    /// <summary>The parent had none parked for as long as was waited.</summary>
    NoLine,

    /// <summary>The parent answered that it does not reach the target; the status says more.</summary>
    Refused,

    /// <summary>The parent did not answer in time.</summary>
    TimedOut,

    /// <summary>What the parent answered is not an answer, or longer than one may be.</summary>
    Malformed,

    /// <summary>The line broke before it was answered on.</summary>
    Lost,
}

/// <summary>There is no line to the target. Nothing was sent to it.</summary>
public sealed class EgressException : IOException
{
    /// <summary>Creates one without a reason.</summary>
    public EgressException()
        : this(EgressFailure.Lost)
    {
    }

    /// <summary>Creates one with a message of its own.</summary>
    public EgressException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public EgressException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates one for a reason; <see cref="EgressFailure.Refused"/> has a status.</summary>
    public EgressException(EgressFailure failure, int? status = null)
        : base(status is null ? $"There is no line to the target: {failure}." : $"There is no line to the target: {failure}, status {status}.")
    {
        Failure = failure;
        Status = status;
    }

    /// <summary>Why.</summary>
    public EgressFailure Failure { get; } = EgressFailure.Lost;

    /// <summary>The HTTP status that the parent answered with; null if it did not.</summary>
    public int? Status { get; }
}

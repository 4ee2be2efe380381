using System.Text.Json;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Why the outside gave no answer: each its own word, none with anything of the request or the answer in it.</summary>
public enum EgressHttpFailure
{
    /// <summary>The measured configuration does not allow the host, or not this port, or not without TLS. The parent was asked for nothing.</summary>
    HostNotAllowed,

    /// <summary>The parent has no line for it, or does not reach it: unknown name, nobody listens, too many in use.</summary>
    Unreachable,

    /// <summary>It did not finish in time.</summary>
    TimedOut,

    /// <summary>The certificate is not valid now.</summary>
    CertificateExpired,

    /// <summary>The certificate is for another name.</summary>
    CertificateName,

    /// <summary>The certificate leads to no measured root.</summary>
    CertificateUntrusted,

    /// <summary>The host's key is not the pinned one.</summary>
    PinMismatch,

    /// <summary>TLS was not agreed on: an old version, no common cipher, no TLS at all, or the line ended before. Nothing was sent.</summary>
    TlsFailed,

    /// <summary>The answer is longer than was allowed.</summary>
    TooLarge,

    /// <summary>The line ended inside the answer.</summary>
    Cut,

    /// <summary>What came is no HTTP answer, or none that says where it ends, or one that is compressed, which was not asked for.</summary>
    Malformed,

    /// <summary>As many requests as may be are under way, and as many wait.</summary>
    Overloaded,
}

/// <summary>The outside gave no answer.</summary>
public sealed class EgressHttpException : IOException
{
    /// <summary>Creates one without a reason.</summary>
    public EgressHttpException()
        : this(EgressHttpFailure.Unreachable)
    {
    }

    /// <summary>Creates one with a message of its own.</summary>
    public EgressHttpException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public EgressHttpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates one for a reason.</summary>
    public EgressHttpException(EgressHttpFailure failure, Exception? innerException = null)
        : base($"There is no answer from the outside: {failure}.", innerException) => Failure = failure;

    /// <summary>Why.</summary>
    public EgressHttpFailure Failure { get; }

    /// <summary>The same as a word that stays: <c>hostNotAllowed</c>, <c>certificateExpired</c>; for what people and programs are shown.</summary>
    public string Word => WordOf(Failure);

    /// <summary>A failure as a word that stays.</summary>
    public static string WordOf(EgressHttpFailure failure) => JsonNamingPolicy.CamelCase.ConvertName(failure.ToString());
}

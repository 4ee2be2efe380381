using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>The enclave's time, as far as it may be gone by.</summary>
/// <param name="clock">The time.</param>
/// <param name="isTrusted">Whether its source said it lately.</param>
internal sealed class EnclaveTime(TimeProvider clock, Func<bool> isTrusted)
{
    /// <summary>For waiting.</summary>
    internal TimeProvider Clock => clock;

    /// <summary>The time; null while it cannot be trusted.</summary>
    internal DateTime? Now => isTrusted() ? clock.GetUtcNow().UtcDateTime : null;

    /// <exception cref="RequestException">notReady.</exception>
    internal DateTimeOffset Require() => isTrusted()
        ? clock.GetUtcNow()
        : throw new RequestException(ErrorCode.NotReady, "The enclave does not know the time now; send the request again later.");
}

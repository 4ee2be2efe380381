using NeoServiceLayer.Enclave.Core.Access.Keys;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>
/// Finds out which operator sent a request. His stamp is for this boot: its audience is the boot's id, so that nothing that he said to another
/// boot counts here.
/// </summary>
internal sealed class OperatorStamps(OperatorSet operators, BootKeys keys, EnclaveClock clock)
{
    private readonly StampCheck check = new(
        clock,
        Convert.ToHexStringLower(keys.BootId.Span),
        "The stamp is for another boot: aud must be the bootId that the attestation document binds.");

    /// <exception cref="RequestException">unauthenticated: no operator stamped it; notReady: there is no time to judge by.</exception>
    internal EnclaveOperator Verify(Operation operation, RequestBytes request)
    {
        Stamp stamp = check.Read(operation, request);
        return operators.Find(stamp.Claims.KeyId) is { } found && stamp.IsBy(found.Key, request.Payload.Span)
            ? found
            : throw StampCheck.Refused(
                "The stamp does not hold: kid must name an operator of the measured configuration, and that key must have signed the very bytes of the payload that was sent.");
    }
}

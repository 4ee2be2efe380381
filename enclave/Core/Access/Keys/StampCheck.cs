using System.Text;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access.Keys;

/// <summary>
/// Judges a stamp by itself, its request and the time: what is asked before any key is looked up, so that these answers say nothing
/// about what is stored.
/// </summary>
internal sealed class StampCheck(EnclaveClock clock, string audience, string wrongAudience = StampCheck.OtherDeployment)
{
    /// <summary>
    /// The one answer for an unknown key, another key's signature and other bytes: it does not tell who has an account here.
    /// </summary>
    internal const string NotByKey =
        "The stamp does not hold: kid must name a key of an account of this deployment, and that key must have signed the very bytes of the payload that was sent.";

    private const string OtherDeployment = "The stamp is for another deployment: aud must be the genesisId that system.getStatus gives.";

    private const long MaxAgeSeconds = 60;
    private const long MaxAheadSeconds = 10;

    /// <exception cref="RequestException">unauthenticated: what is wrong with it; notReady: there is no time to judge by.</exception>
    internal Stamp Read(Operation operation, RequestBytes request)
    {
        if (!clock.IsTrusted)
        {
            throw new RequestException(ErrorCode.NotReady, "The enclave's security module does not tell it the time, which stamps are judged by; try again.");
        }

        if (request.Auth.IsEmpty)
        {
            throw Refused("This operation takes a stamp: in auth, or over HTTP as Authorization: Stamp, a space, and the stamp.");
        }

        if (!Stamp.TryRead(request.Auth.Span, out Stamp? stamp, out string problem))
        {
            throw Refused(problem);
        }

        CheckRequest(stamp.Claims, operation, request);
        return stamp;
    }

    internal static RequestException Refused(string message) => new(ErrorCode.Unauthenticated, message);

    private void CheckRequest(StampClaims claims, Operation operation, RequestBytes request)
    {
        if (claims.Audience != audience)
        {
            throw Refused(wrongAudience);
        }

        if (claims.Service != operation.Service || claims.Operation != operation.Name)
        {
            throw Refused("The stamp is for another operation: svc and op must be the request's serviceType and operation.");
        }

        if (claims.RequestId != Encoding.UTF8.GetString(request.Id.Span))
        {
            throw Refused("The stamp is for another request: rid must be the request's requestId, over HTTP its Idempotency-Key.");
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (claims.IssuedAt < now - MaxAgeSeconds || claims.IssuedAt > now + MaxAheadSeconds)
        {
            throw Refused("The stamp is too old, or of a clock that is wrong: iat must be from 60 s before to 10 s after the enclave's time, which system.ping gives.");
        }
    }
}

using NeoServiceLayer.Enclave.Core.Access.Keys;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.Receipts;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>What every stamped call goes through: the stamp, then the key, then the account's transaction.</summary>
public sealed class StampedCalls : IDisposable
{
    private readonly SecretBytes idempotencyKey;
    private readonly StampCheck check;
    private readonly KnownKeys keys;
    private readonly PresentedFloors floors;

    /// <summary>Puts it together.</summary>
    /// <param name="store">The enclave's state.</param>
    /// <param name="clock">The enclave's time.</param>
    /// <param name="settings">What it goes by.</param>
    /// <param name="idempotencyKey">The key of the hashes by which requests are compared; owned from then on.</param>
    /// <param name="receipts">Signs the answers; not owned.</param>
    /// <param name="floors">Holds what callers have seen against the state.</param>
    internal StampedCalls(
        IStateStore store, EnclaveClock clock, AccessSettings settings, SecretBytes idempotencyKey, ReceiptSigner receipts, PresentedFloors floors)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.idempotencyKey = idempotencyKey;
        this.floors = floors;
        check = new StampCheck(clock, settings.GenesisId);
        keys = new KnownKeys(store);
        Challenges = new Challenges(clock, settings.GenesisId);
        Account = new AccountCalls(store, clock, settings, idempotencyKey, new SignedAnswers(receipts));
    }

    /// <summary>The calls' transactions.</summary>
    internal AccountCalls Account { get; }

    /// <summary>What sessions are opened with.</summary>
    internal Challenges Challenges { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        idempotencyKey.Dispose();
        Challenges.Dispose();
    }

    /// <summary>Finds who sent a request, and that it is as it was stamped.</summary>
    /// <exception cref="RequestException">unauthenticated; rolledBack, lineageEnded: the caller has seen a state that is not in this one's history.</exception>
    internal async ValueTask<StampedRequest> VerifyAsync(Operation operation, RequestBytes request, CallContext context)
    {
        Stamp stamp = check.Read(operation, request);
        KnownKey? known = await keys.FindAsync(stamp.Claims.KeyId);
        if (known is null || !stamp.IsBy(known.Key, request.Payload.Span))
        {
            throw StampCheck.Refused(StampCheck.NotByKey);
        }

        await floors.CheckAsync(stamp.Claims.Floor);
        return Request(stamp, known.AccountId, operation, request, context);
    }

    /// <summary>The same for a request that brings the key which stamps it, for an account with the id that is given.</summary>
    /// <exception cref="RequestException">The same; invalidRequest: the payload is not what the operation takes.</exception>
    internal async ValueTask<(StampedRequest Request, T Payload)> VerifyNewAsync<T>(
        Operation operation, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> info, Func<T, StampKey> keyOf, string accountId,
        RequestBytes request, CallContext context)
    {
        Stamp stamp = check.Read(operation, request);
        T payload = Payload.Read(request.Payload.Span, info);
        using StampKey key = keyOf(payload);
        if (!stamp.IsBy(key, request.Payload.Span))
        {
            throw StampCheck.Refused("The stamp does not hold: the key in the payload must be the one that kid names, and must have signed the very bytes of the payload that was sent.");
        }

        await floors.CheckAsync(stamp.Claims.Floor);
        return (Request(stamp, accountId, operation, request, context), payload);
    }

    /// <summary>The account of a key of any kind.</summary>
    /// <exception cref="RequestException">unauthenticated: there is none.</exception>
    internal async ValueTask<string> AccountOfAsync(string keyId) =>
        await keys.FindAccountAsync(keyId) ?? throw StampCheck.Refused(SessionRefusals.NotByKey);

    private static StampedRequest Request(Stamp stamp, string accountId, Operation operation, RequestBytes request, CallContext context) =>
        new(operation, accountId, stamp.Claims.KeyId, stamp.Claims.RequestId, request.Payload, request.IsSealed, context);
}

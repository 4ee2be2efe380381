namespace NeoServiceLayer.Protocol.Errors;

/// <summary>
/// Why a request was not done: a closed set of stable names, each with its HTTP status and whether the very same
/// request, with the same requestId, may be sent again. PROTOCOL.md lists them; a test holds the two together.
/// </summary>
public sealed class ErrorCode
{
    /// <summary>A frame of no bytes, or one that was cut off; the connection closes.</summary>
    public static readonly ErrorCode MalformedFrame = new("malformedFrame", 400, false);

    /// <summary>A frame, or an HTTP body, over the limit; a connection closes.</summary>
    public static readonly ErrorCode TooLarge = new("tooLarge", 413, false);

    /// <summary>Not one JSON value of RFC 8259 in valid UTF-8, or one with duplicate keys, or nested deeper than 64.</summary>
    public static readonly ErrorCode MalformedJson = new("malformedJson", 400, false);

    /// <summary>JSON, but not a request: a field is missing, has the wrong type or is out of range.</summary>
    public static readonly ErrorCode InvalidEnvelope = new("invalidEnvelope", 400, false);

    /// <summary>The payload is not what the operation takes.</summary>
    public static readonly ErrorCode InvalidRequest = new("invalidRequest", 400, false);

    /// <summary>There is no such service.</summary>
    public static readonly ErrorCode UnknownService = new("unknownService", 404, false);

    /// <summary>The service has no such operation.</summary>
    public static readonly ErrorCode UnknownOperation = new("unknownOperation", 404, false);

    /// <summary>No stamp, or one that does not hold for this request, here and now.</summary>
    public static readonly ErrorCode Unauthenticated = new("unauthenticated", 401, false);

    /// <summary>The operation cannot be called here, or not in this way, or not by this key.</summary>
    public static readonly ErrorCode Forbidden = new("forbidden", 403, false);

    /// <summary>What the wallet's settings or policy do not allow.</summary>
    public static readonly ErrorCode PolicyDenied = new("policyDenied", 403, false);

    /// <summary>Others of the account have to approve this first; it was not done, and the same request may be sent again once they have.</summary>
    public static readonly ErrorCode ApprovalRequired = new("approvalRequired", 403, false);

    /// <summary>The operation takes or gives what only a sealed request may carry.</summary>
    public static readonly ErrorCode SealRequired = new("sealRequired", 403, false);

    /// <summary>The sealed request does not open: it is not sealed to this boot's key for this deployment, id and operation.</summary>
    public static readonly ErrorCode SealBroken = new("sealBroken", 400, false);

    /// <summary>An operator's share is not one of the dealing that it came with.</summary>
    public static readonly ErrorCode ShareRefused = new("shareRefused", 403, false);

    /// <summary>What the request names does not exist, or is not the caller's.</summary>
    public static readonly ErrorCode NotFound = new("notFound", 404, false);

    /// <summary>What the request names is in a state that does not allow it.</summary>
    public static readonly ErrorCode Conflict = new("conflict", 409, false);

    /// <summary>A requestId that was used for another request of this account.</summary>
    public static readonly ErrorCode IdempotencyMismatch = new("idempotencyMismatch", 409, false);

    /// <summary>The request was done before; its answer was too long to be kept.</summary>
    public static readonly ErrorCode AlreadyDone = new("alreadyDone", 409, false);

    /// <summary>As much as the account may have is there already.</summary>
    public static readonly ErrorCode LimitExceeded = new("limitExceeded", 409, false);

    /// <summary>There is less than the request spends: on the chain, or in the Gas Bank. Nothing was spent.</summary>
    public static readonly ErrorCode InsufficientFunds = new("insufficientFunds", 409, false);

    /// <summary>The chain refuses what was asked of it: a script fails, a contract is none of the kind. Nothing was sent.</summary>
    public static readonly ErrorCode ChainRefused = new("chainRefused", 409, false);

    /// <summary>The feed's last price is older than the request allows, or there is none.</summary>
    public static readonly ErrorCode PriceStale = new("priceStale", 409, true);

    /// <summary>Too few of the network's end points answered, or agreed; nothing was done.</summary>
    public static readonly ErrorCode ChainUnavailable = new("chainUnavailable", 503, true);

    /// <summary>A host of the internet gave no answer that can be used; it may have done what was asked of it.</summary>
    public static readonly ErrorCode HostUnavailable = new("hostUnavailable", 503, true);

    /// <summary>The store did not take the change: nothing was changed.</summary>
    public static readonly ErrorCode StoreUnavailable = new("storeUnavailable", 503, true);

    /// <summary>The store gave a record that is not the one committed, or withheld it: it was not used.</summary>
    public static readonly ErrorCode StateTampered = new("stateTampered", 500, false);

    /// <summary>The enclave was given an older store, or another history than one that was seen: it serves nothing.</summary>
    public static readonly ErrorCode RolledBack = new("rolledBack", 500, false);

    /// <summary>The stamp's floor is of a lineage that the operators ended, and behind what they kept of it.</summary>
    public static readonly ErrorCode LineageEnded = new("lineageEnded", 409, false);

    /// <summary>A request with this id is in flight on this connection.</summary>
    public static readonly ErrorCode DuplicateRequestId = new("duplicateRequestId", 409, false);

    /// <summary>Another host is attached and alive.</summary>
    public static readonly ErrorCode AlreadyAttached = new("alreadyAttached", 409, true);

    /// <summary>The deadline passed; from the enclave: before the operation began.</summary>
    public static readonly ErrorCode DeadlineExceeded = new("deadlineExceeded", 504, true);

    /// <summary>Too much is in flight; nothing was done.</summary>
    public static readonly ErrorCode Overloaded = new("overloaded", 503, true);

    /// <summary>This caller sends faster than the gateway allows; nothing was done.</summary>
    public static readonly ErrorCode RateLimited = new("rateLimited", 429, true);

    /// <summary>The enclave cannot serve this yet: it waits for its host; nothing was done.</summary>
    public static readonly ErrorCode NotReady = new("notReady", 503, true);

    /// <summary>This side is going down and takes nothing new; nothing was done.</summary>
    public static readonly ErrorCode ShuttingDown = new("shuttingDown", 503, true);

    /// <summary>The gateway cannot reach the enclave: the request was not sent and has not run.</summary>
    public static readonly ErrorCode EnclaveUnreachable = new("enclaveUnreachable", 503, true);

    /// <summary>The line broke, or time ran out, after the request was sent: it may have run, or may yet.</summary>
    public static readonly ErrorCode OutcomeUnknown = new("outcomeUnknown", 504, true);

    /// <summary>The HTTP method is not one that the route takes.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("methodNotAllowed", 405, false);

    /// <summary>The HTTP body is not declared as JSON.</summary>
    public static readonly ErrorCode UnsupportedMediaType = new("unsupportedMediaType", 415, false);

    /// <summary>A fault of ours; it was logged inside, with this request's id kept out of it.</summary>
    public static readonly ErrorCode InternalError = new("internalError", 500, false);

    private static readonly Dictionary<string, ErrorCode> ByName = new[]
    {
        MalformedFrame, TooLarge, MalformedJson, InvalidEnvelope, InvalidRequest, UnknownService, UnknownOperation,
        Unauthenticated, Forbidden, PolicyDenied, ApprovalRequired, SealRequired, SealBroken, ShareRefused, NotFound, Conflict, IdempotencyMismatch, AlreadyDone,
        LimitExceeded, InsufficientFunds, ChainRefused, ChainUnavailable, PriceStale, HostUnavailable, StoreUnavailable, StateTampered, RolledBack, LineageEnded, DuplicateRequestId, AlreadyAttached, DeadlineExceeded, Overloaded, RateLimited, NotReady,
        ShuttingDown, EnclaveUnreachable, OutcomeUnknown, MethodNotAllowed, UnsupportedMediaType, InternalError,
    }.ToDictionary(code => code.Name);

    private ErrorCode(string name, int httpStatus, bool retryable)
    {
        Name = name;
        HttpStatus = httpStatus;
        Retryable = retryable;
    }

    /// <summary>Every code.</summary>
    public static IReadOnlyCollection<ErrorCode> All => ByName.Values;

    /// <summary>The name as it stands in <c>errorCode</c>.</summary>
    public string Name { get; }

    /// <summary>The status of an HTTP response that carries it.</summary>
    public int HttpStatus { get; }

    /// <summary>Whether the same request with the same requestId may be sent again, and may then succeed.</summary>
    public bool Retryable { get; }

    /// <summary>The code of that name, or null.</summary>
    public static ErrorCode? Find(string name) => ByName.GetValueOrDefault(name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

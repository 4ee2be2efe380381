namespace NeoServiceLayer.Gateway.Http;

/// <summary>Headers that mean something here and have no constant in the framework.</summary>
internal static class HeaderName
{
    /// <summary>The client's requestId.</summary>
    internal const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Milliseconds within which the client wants its answer.</summary>
    internal const string Deadline = "Nsl-Deadline-Ms";

    /// <summary>Of a request, 1 to ask for a receipt; of a response, the receipt.</summary>
    internal const string Receipt = "Nsl-Receipt";

    /// <summary>The requestId in every response.</summary>
    internal const string RequestId = "X-Request-Id";
}

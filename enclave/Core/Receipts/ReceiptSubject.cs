namespace NeoServiceLayer.Enclave.Core.Receipts;

/// <summary>What a receipt is about.</summary>
internal readonly ref struct ReceiptSubject
{
    internal required string RequestId { get; init; }

    internal required Protocol.Operations.Operation Operation { get; init; }

    /// <summary>The key that stamped; null where nobody did.</summary>
    internal string? KeyId { get; init; }

    /// <summary>The key's account; null where nobody stamped.</summary>
    internal string? AccountId { get; init; }

    /// <summary>The request's payload, as it came.</summary>
    internal required ReadOnlySpan<byte> Request { get; init; }

    /// <summary>The response's payload, as it goes out.</summary>
    internal required ReadOnlySpan<byte> Response { get; init; }

    /// <summary>Whether request and response go sealed: then their hashes are salted, or they could be guessed by them.</summary>
    internal bool IsSealed { get; init; }
}

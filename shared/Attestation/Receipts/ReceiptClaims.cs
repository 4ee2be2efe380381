namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>What a receipt says: this request was done, with this answer, and the state that this is part of.</summary>
public sealed record ReceiptClaims
{
    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The id of the key that stamped the request; null where nobody did.</summary>
    public string? KeyId { get; init; }

    /// <summary>The account that the key belongs to; null where nobody stamped.</summary>
    public string? AccountId { get; init; }

    /// <summary><see cref="ReceiptHash"/> of the request's payload, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> RequestHash { get; init; }

    /// <summary><see cref="ReceiptHash"/> of the response's payload, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> ResponseHash { get; init; }

    /// <summary>What both hashes begin with, 16 bytes; empty unless the request was sealed.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>The number of the commit that holds the change, or that a read was found to hold at. From 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>That commit's head, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>The chain of heads that it is of, 16 bytes: sequences of two lineages do not compare.</summary>
    public required ReadOnlyMemory<byte> Lineage { get; init; }

    /// <summary>By which the deployment's enclaves, and they alone, know sequence and head again: 32 bytes.</summary>
    public required ReadOnlyMemory<byte> FloorMac { get; init; }

    /// <summary>The boot that signed, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> BootId { get; init; }

    /// <summary>The deployment, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> GenesisId { get; init; }

    /// <summary>When it was signed, by the enclave's time; milliseconds count.</summary>
    public required DateTimeOffset Time { get; init; }
}

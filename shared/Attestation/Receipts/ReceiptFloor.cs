namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>
/// The highest state of a deployment that somebody has seen. A request that is sent after it was seen is answered from that state or a
/// later one, or the state was put back, or there are two of it.
/// </summary>
public sealed record ReceiptFloor
{
    /// <summary>The deployment, 64 digits of lower hex.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The chain of heads, 32 digits of lower hex.</summary>
    public required string Lineage { get; init; }

    /// <summary>The commit's number.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its head, 64 digits of lower hex.</summary>
    public required string Head { get; init; }

    /// <summary>What the deployment's enclaves know sequence and head again by, 64 digits of lower hex.</summary>
    public required string FloorMac { get; init; }

    /// <summary>The boot that said so, 64 digits of lower hex.</summary>
    public required string BootId { get; init; }

    /// <summary>The state that a receipt names.</summary>
    public static ReceiptFloor Of(ReceiptClaims claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return new ReceiptFloor
        {
            GenesisId = Hex(claims.GenesisId),
            Lineage = Hex(claims.Lineage),
            Sequence = claims.Sequence,
            Head = Hex(claims.Head),
            FloorMac = Hex(claims.FloorMac),
            BootId = Hex(claims.BootId),
        };
    }

    /// <summary>Holds a state that came as the answer to a request against this one, which was seen before that request was sent.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public ReceiptCheck? Judge(ReceiptFloor later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return later.GenesisId != GenesisId ? ReceiptCheck.Deployment
            : later.Lineage != Lineage ? ReceiptCheck.Forked
            : later.Sequence < Sequence ? ReceiptCheck.RolledBack
            : later.Sequence == Sequence && later.Head != Head ? ReceiptCheck.Forked
            : null;
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);
}

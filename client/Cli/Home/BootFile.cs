using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Home;

/// <summary>A boot of an enclave: its attestation document, and what that binds. Kept once a boot, beside the receipts that it signed.</summary>
internal sealed record BootFile
{
    /// <summary>When it was received, by this machine's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The document, byte for byte.</summary>
    public required byte[] Document { get; init; }

    /// <summary>What the document's user_data is the hash of.</summary>
    public required IReadOnlyList<IdentityEntry> Identity { get; init; }

    /// <summary>The part of it that receipts need.</summary>
    /// <exception cref="FormatException">It is no identity, or one of a boot without receipts.</exception>
    internal BootIdentity Read() => BootIdentity.Read(Identity.Select(entry =>
        entry is null ? throw new FormatException("An entry of the identity is null.") : KeyValuePair.Create(entry.Name, entry.Value)));
}

/// <summary>The highest state that was seen of each deployment.</summary>
internal sealed record FloorFile
{
    /// <summary>One a deployment.</summary>
    public required IReadOnlyList<ReceiptFloor> Floors { get; init; }

    /// <summary>The lineages that were taken by name, one a deployment; null: none.</summary>
    public IReadOnlyList<TakenLineage>? Taken { get; init; }
}

/// <summary>A lineage that the home's owner was told of, and goes on with although another was seen before.</summary>
internal sealed record TakenLineage
{
    /// <summary>The deployment, 64 digits of lower hex.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The chain of heads, 32 digits of lower hex.</summary>
    public required string Lineage { get; init; }
}

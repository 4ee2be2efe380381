namespace NeoServiceLayer.Enclave.Platform.Confinement;

/// <summary>What a confined process may still have.</summary>
public sealed record ConfinementLimits
{
    /// <summary>The user that it becomes, in an empty folder as its root; null: it stays who it is, which is only for who may not change it.</summary>
    public required uint? UserId { get; init; }

    /// <summary>Addresses that it may have in all, in bytes: what is reserved counts.</summary>
    public required ulong AddressBytes { get; init; }

    /// <summary>Memory of its own that it may write, in bytes: what is reserved does not count.</summary>
    public required ulong DataBytes { get; init; }

    /// <summary>Processor time, in seconds.</summary>
    public required ulong ProcessorSeconds { get; init; }
}

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.createWallet</c>.</summary>
public sealed record CreateWalletRequest
{
    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What signs for it; single when absent.</summary>
    public WalletKind Kind { get; init; }

    /// <summary>The keys of a multi-signature wallet; with that kind only.</summary>
    public MultisigKeys? Multisig { get; init; }

    /// <summary>Whether its key may ever be exported; cannot be changed later. With kind single only: the seed of an hd wallet stays where it is.</summary>
    public bool Exportable { get; init; }

    /// <summary>
    /// Whether it signs what no policy has looked into: transactions as they are, and raw data. Cannot be changed later.
    /// </summary>
    public bool BlindSigning { get; init; }

    /// <summary>At most 16 different words of 1 to 64 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

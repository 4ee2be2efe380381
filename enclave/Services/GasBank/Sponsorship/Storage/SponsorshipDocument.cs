namespace NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

/// <summary>What is stored of a transaction whose fees a bank account pays: so that no transaction is ever paid for twice.</summary>
internal sealed record SponsorshipDocument
{
    /// <summary>Whose bank account it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>Who pays.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>Which policy allowed it; null where a wallet of the same owner asked.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Who signed second, as a script hash; null where a wallet of the same owner asked.</summary>
    public string? User { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The transaction's hash.</summary>
    public required string Hash { get; init; }

    /// <summary>What was reserved, in datoshi: the fees that it declares.</summary>
    public required long Amount { get; init; }

    /// <summary>The ledger's reservation.</summary>
    public required string ReservationId { get; init; }

    /// <summary>The bank account's signature.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>Whether the enclave sends it.</summary>
    public required bool Broadcast { get; init; }

    /// <summary>The day in which it counts, since 1970.</summary>
    public required int Day { get; init; }

    /// <summary>The beginning of the user's window in which it counts, in seconds since 1970.</summary>
    public required long WindowStart { get; init; }

    /// <summary>The window's length: how long a failure counts.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>Whether the chain has decided, and the reservation is no more.</summary>
    public required bool Ended { get; init; }
}

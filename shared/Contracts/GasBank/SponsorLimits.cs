namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>Bounds of sponsorship, held by both sides.</summary>
public static class SponsorLimits
{
    /// <summary>The longest name of a policy, in UTF-16 code units.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The most contracts that a policy names.</summary>
    public const int MaxContracts = 32;

    /// <summary>The most methods that it names of one contract.</summary>
    public const int MaxMethods = 32;

    /// <summary>The longest name of a method, in UTF-16 code units.</summary>
    public const int MaxMethodLength = 64;

    /// <summary>The most senders that a policy lists.</summary>
    public const int MaxSenders = 256;

    /// <summary>The most further signers that a policy names.</summary>
    public const int MaxCosigners = 8;

    /// <summary>The shortest window of a user's limit, in seconds.</summary>
    public const int MinWindowSeconds = 60;

    /// <summary>The longest, in seconds: 31 days.</summary>
    public const int MaxWindowSeconds = 31 * 86_400;

    /// <summary>The window where a policy names none: a day.</summary>
    public const int DefaultWindowSeconds = 86_400;

    /// <summary>The most failures that a policy may forgive a user.</summary>
    public const int MaxFaults = 100;

    /// <summary>How many it forgives where it does not say.</summary>
    public const int DefaultFaults = 3;

    /// <summary>The most reservations that a user may hold at once, whatever a policy says.</summary>
    public const int MaxOutstandingPerUser = 100;

    /// <summary>How many where it does not say.</summary>
    public const int DefaultOutstandingPerUser = 3;

    /// <summary>The most reservations that a policy's users may hold together, whatever it says.</summary>
    public const int MaxOutstanding = 10_000;

    /// <summary>How many where it does not say.</summary>
    public const int DefaultOutstanding = 100;

    /// <summary>How many blocks ahead of the height a sponsored transaction may be valid.</summary>
    public const int MaxBlocksAhead = 100;

    /// <summary>How far a transaction's fees may be over what the bank itself finds that they must be, in per cent.</summary>
    public const int FeeMarginPercent = 10;
}

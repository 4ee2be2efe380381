namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>Bounds of the Gas Bank, held by both sides.</summary>
public static class GasBankLimits
{
    /// <summary>The most bank accounts that an account has.</summary>
    public const int MaxBankAccounts = 100;

    /// <summary>The longest name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The longest reference, in UTF-16 code units.</summary>
    public const int MaxReferenceLength = 128;

    /// <summary>The longest id of a function, in characters.</summary>
    public const int MaxFunctionIdLength = 128;

    /// <summary>The most reservations of its owner, and the most allocations, that a bank account has at once: so many of each.</summary>
    public const int MaxHolds = 256;

    /// <summary>The longest time that a reservation holds, in seconds: 30 days.</summary>
    public const int MaxTtlSeconds = 30 * 24 * 60 * 60;

    /// <summary>The most thresholds of a refill rule.</summary>
    public const int MaxThresholds = 8;

    /// <summary>The most transfers that one request credits; further requests credit the others of the same transaction.</summary>
    public const int MaxCredits = 32;

    /// <summary>The most entries, or allocations, or bank accounts in one page of a list.</summary>
    public const int MaxPage = 100;

    /// <summary>The most bank accounts of a network that a proof is made over: about 20 MB, and a tenth of a second, while it is made.</summary>
    public const int MaxProofAccounts = 100_000;
}

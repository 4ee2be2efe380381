namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>Bounds of policies.</summary>
public static class PolicyLimits
{
    /// <summary>The most networks.</summary>
    public const int MaxNetworks = 8;

    /// <summary>The most assets.</summary>
    public const int MaxAssets = 32;

    /// <summary>The most recipients of an asset.</summary>
    public const int MaxRecipients = 256;

    /// <summary>The most recipients of all assets together.</summary>
    public const int MaxRecipientsInAll = 1024;

    /// <summary>The most contracts.</summary>
    public const int MaxContracts = 64;

    /// <summary>The most methods of a contract.</summary>
    public const int MaxMethods = 32;

    /// <summary>The longest name of a method, in bytes of UTF-8.</summary>
    public const int MaxMethodBytes = 64;

    /// <summary>The most contracts or groups of a scope: as many as a signer may list.</summary>
    public const int MaxScopeItems = 16;

    /// <summary>The most windows.</summary>
    public const int MaxWindows = 16;

    /// <summary>The most keys that may approve.</summary>
    public const int MaxApprovers = 16;

    /// <summary>The most accounts whose member a wallet's key is.</summary>
    public const int MaxMemberOf = 16;

    /// <summary>The most blocks that maxBlocksValid allows; networks allow 5,760.</summary>
    public const long MaxBlocksValid = 5_760_000;
}

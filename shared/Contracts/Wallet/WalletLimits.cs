namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>Bounds of wallets, held by both sides.</summary>
public static class WalletLimits
{
    /// <summary>The longest name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The most tags that a wallet has.</summary>
    public const int MaxTags = 16;

    /// <summary>The longest tag, in UTF-16 code units.</summary>
    public const int MaxTagLength = 64;

    /// <summary>The most keys of a multi-signature wallet: as many as a witness has room for.</summary>
    public const int MaxKeys = 29;

    /// <summary>The longest passphrase of NEP-2, in characters.</summary>
    public const int MaxPassphraseLength = 256;

    /// <summary>The most bytes that <c>wallet.signData</c> signs.</summary>
    public const int MaxDataBytes = 256 << 10;

    /// <summary>The longest salt of a wallet's message, in characters.</summary>
    public const int MaxSaltLength = 1024;

    /// <summary>The most wallets in one page of a list.</summary>
    public const int MaxPage = 100;

    /// <summary>The most addresses of a wallet of kind hd.</summary>
    public const int MaxAddresses = 256;

    /// <summary>The most assets that one <c>wallet.getBalance</c> asks for.</summary>
    public const int MaxAssets = 16;

    /// <summary>The longest name of a contract's method, in characters.</summary>
    public const int MaxMethodLength = 64;

    /// <summary>The most arguments of a call, and the most values inside its arrays besides.</summary>
    public const int MaxArguments = 64;

    /// <summary>The most bytes of an argument.</summary>
    public const int MaxArgumentBytes = 16 << 10;

    /// <summary>The most signers that <c>wallet.invokeRead</c> assumes, and contracts that a signer allows.</summary>
    public const int MaxSigners = 16;

    /// <summary>The most grants of a wallet.</summary>
    public const int MaxGrants = 64;
}

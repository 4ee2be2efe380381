namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.signData</c>.</summary>
public sealed record SignDataRequest
{
    /// <summary>Which wallet; of kind single or hd.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which address of a wallet of kind hd; 0 when absent.</summary>
    public int? Index { get; init; }

    /// <summary>
    /// The data, in <see cref="Encoding"/>, at most 256 KiB: with legacyMessage the text's UTF-8; with nep20 its 36 bytes.
    /// </summary>
    public required string Data { get; init; }

    /// <summary>How data and signature are written; base64 when absent.</summary>
    public BytesEncoding Encoding { get; init; }

    /// <summary>
    /// What is signed. raw needs a wallet with blindSigning, and is never 36 bytes: a transaction's signature could be one. nep20
    /// must name this wallet, a known network, and a time within 5 minutes.
    /// </summary>
    public required DataFormat Format { get; init; }

    /// <summary>Stands before the text of a legacyMessage; drawn at random when absent. At most 1,024 characters.</summary>
    public string? Salt { get; init; }
}

/// <summary>The response of <c>wallet.signData</c>, which <c>wallet.verifyData</c> takes.</summary>
public sealed class SignDataResponse
{
    /// <summary>64 bytes, r then s, in the request's encoding.</summary>
    public required string Signature { get; init; }

    /// <summary>The wallet's key: 33 bytes in hexadecimal.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The wallet's address.</summary>
    public required string Address { get; init; }

    /// <summary>The salt of a legacyMessage.</summary>
    public string? Salt { get; init; }
}

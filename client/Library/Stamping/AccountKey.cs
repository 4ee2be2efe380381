using System.Security.Cryptography;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Client.Stamping;

/// <summary>A key pair of P-256 that stamps requests: it lives on the caller's side and is never sent.</summary>
public sealed class AccountKey : IDisposable
{
    private readonly ECDsa pair;

    private AccountKey(ECDsa pair)
    {
        this.pair = pair;
        Public = StampKey.Of(pair);
    }

    /// <summary>The public half.</summary>
    public StampKey Public { get; }

    /// <summary>Draws a new key from the operating system's generator.</summary>
    public static AccountKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a key that <see cref="ExportPem"/> wrote, or another program: PKCS #8 or SEC 1, not encrypted.</summary>
    /// <exception cref="FormatException">It is no private key of P-256.</exception>
    public static AccountKey ImportPem(ReadOnlySpan<char> pem)
    {
        ECDsa pair = ECDsa.Create();
        try
        {
            pair.ImportFromPem(pem);
            pair.ExportParameters(includePrivateParameters: true);
            return new AccountKey(pair);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            pair.Dispose();
            throw new FormatException("This is no private key of P-256 in PEM.", wrong);
        }
    }

    /// <summary>The key as PKCS #8 in PEM. Whoever has the text has the account.</summary>
    public string ExportPem() => pair.ExportPkcs8PrivateKeyPem();

    /// <summary>Stamps a request.</summary>
    internal string Stamp(StampClaims claims, ReadOnlySpan<byte> payload) => StampWriter.Write(claims, payload, pair);

    /// <inheritdoc/>
    public void Dispose()
    {
        pair.Dispose();
        Public.Dispose();
    }
}

using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>A client's key.</summary>
internal sealed class TestKey : IDisposable
{
    internal TestKey()
        : this(ECDsa.Create(ECCurve.NamedCurves.nistP256))
    {
    }

    internal TestKey(ECDsa pair)
    {
        Pair = pair;
        using StampKey key = StampKey.Of(Pair);
        Id = key.KeyId;
        Jwk = new JsonWebKey { Kty = "EC", Crv = "P-256", X = key.X, Y = key.Y };
    }

    internal ECDsa Pair { get; }

    internal string Id { get; }

    internal JsonWebKey Jwk { get; }

    public void Dispose() => Pair.Dispose();
}

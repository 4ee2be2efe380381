using System.Security.Cryptography;
using NeoServiceLayer.Neo.Keys;
using Org.BouncyCastle.Crypto.Digests;

namespace NeoServiceLayer.Neo.Hashing;

/// <summary>The three hashes that Neo N3 is built on.</summary>
public static class Hash
{
    /// <summary>SHA-256 once: what a transaction or a block is known by.</summary>
    public static UInt256 Sha256(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[UInt256.Length];
        SHA256.HashData(data, digest);
        return new UInt256(digest);
    }

    /// <summary>SHA-256 of SHA-256: whose first 4 bytes are the checksums of Base58Check and NEF.</summary>
    public static UInt256 Sha256Twice(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[UInt256.Length];
        SHA256.HashData(data, digest);
        return Sha256(digest);
    }

    /// <summary>RIPEMD-160 of SHA-256: what turns a script into an account or a contract.</summary>
    public static UInt160 Hash160(ReadOnlySpan<byte> script)
    {
        Span<byte> inner = stackalloc byte[UInt256.Length];
        SHA256.HashData(script, inner);

        // .NET has no RIPEMD-160.
        var ripemd = new RipeMD160Digest();
        ripemd.BlockUpdate(inner);
        Span<byte> outer = stackalloc byte[UInt160.Length];
        ripemd.DoFinal(outer);
        return new UInt160(outer);
    }
}

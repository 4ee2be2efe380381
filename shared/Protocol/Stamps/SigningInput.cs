using System.Security.Cryptography;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>What a JWS signs: the header's text, a dot, and the payload (RFC 7515, 5.1; with b64 false as it is: RFC 7797, 5.2).</summary>
internal static class SigningInput
{
    internal static void Digest(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData("."u8);
        hash.AppendData(payload);
        hash.GetHashAndReset(digest);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Enclave.Core.Access.Idempotency;

/// <summary>
/// What two requests of one requestId are compared by: HMAC-SHA256 of service, operation and payload, each behind its length. It is
/// keyed so that a record tells nothing about a payload that could be guessed.
/// </summary>
internal static class RequestDigest
{
    internal static byte[] Of(ReadOnlySpan<byte> key, string service, string operation, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hash, Encoding.UTF8.GetBytes(service));
        Append(hash, Encoding.UTF8.GetBytes(operation));
        Append(hash, payload);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}

using System.Buffers.Binary;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>The nextCursor of lists that are ordered by a number: that of the last item.</summary>
internal static class NumberCursor
{
    internal static string Write(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return Base64UrlText.Encode(bytes);
    }

    /// <exception cref="RequestException">It is none.</exception>
    internal static long? Read(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return Base64UrlText.TryDecode(cursor, sizeof(long), out byte[] bytes) && BinaryPrimitives.ReadInt64BigEndian(bytes) is > 0 and var number
            ? number
            : throw new RequestException("cursor must be the nextCursor of a response.");
    }
}

using System.Buffers.Binary;

namespace NeoServiceLayer.Protocol.Sealing;

/// <summary>What both sides of a sealed request must say alike, though neither sends it.</summary>
public static class SealContext
{
    private const int GenesisIdLength = 32;

    private static ReadOnlySpan<byte> Label => "nsl/1 request "u8;

    /// <summary>The exchange's info: the deployment.</summary>
    /// <param name="genesisId">Its 32 bytes.</param>
    public static byte[] Info(ReadOnlySpan<byte> genesisId) => genesisId.Length == GenesisIdLength
        ? [.. Label, .. genesisId]
        : throw new ArgumentException($"A deployment's id has {GenesisIdLength} bytes.", nameof(genesisId));

    /// <summary>The message's associated data: requestId, service and operation, each behind its length in 4 bytes, big-endian.</summary>
    /// <param name="requestId">UTF-8, unescaped.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="operation">The operation's name.</param>
    public static byte[] Associated(ReadOnlySpan<byte> requestId, ReadOnlySpan<byte> service, ReadOnlySpan<byte> operation)
    {
        byte[] list = new byte[(3 * sizeof(uint)) + requestId.Length + service.Length + operation.Length];
        Span<byte> rest = list;
        Append(ref rest, requestId);
        Append(ref rest, service);
        Append(ref rest, operation);
        return list;
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)part.Length);
        part.CopyTo(rest[sizeof(uint)..]);
        rest = rest[(sizeof(uint) + part.Length)..];
    }
}

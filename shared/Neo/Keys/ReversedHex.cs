using System.Buffers;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>The text form of Neo's hashes: 0x, then the bytes in hexadecimal, the last byte first.</summary>
internal static class ReversedHex
{
    /// <summary>Reads exactly as many bytes as <paramref name="bytes"/> holds.</summary>
    public static bool TryRead(string? text, Span<byte> bytes)
    {
        if (text is null || text.Length != 2 + (2 * bytes.Length) || !text.StartsWith("0x", StringComparison.Ordinal))
        {
            return false;
        }

        var status = Convert.FromHexString(text.AsSpan(2), bytes, out _, out var written);
        bytes.Reverse();
        return status == OperationStatus.Done && written == bytes.Length;
    }
}

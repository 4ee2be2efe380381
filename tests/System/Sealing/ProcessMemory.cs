using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>What another process holds in memory that it may write: what its core dump would have.</summary>
internal static class ProcessMemory
{
    private const int Piece = 1 << 20;

    /// <summary>Whether the bytes are anywhere in it.</summary>
    internal static bool Holds(int process, byte[] bytes)
    {
        using SafeFileHandle memory = File.OpenHandle($"/proc/{process}/mem");
        byte[] buffer = new byte[Piece + bytes.Length];
        foreach (string line in File.ReadAllLines($"/proc/{process}/maps"))
        {
            string[] parts = line.Split(' ', 3);
            string[] range = parts[0].Split('-');
            if (!parts[1].StartsWith("rw", StringComparison.Ordinal))
            {
                continue;
            }

            long end = long.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (long at = long.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture); at < end; at += Piece)
            {
                if (Read(memory, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at).IndexOf(bytes) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> Read(SafeFileHandle memory, Span<byte> buffer, long at)
    {
        try
        {
            return buffer[..RandomAccess.Read(memory, buffer, at)];
        }
        catch (IOException)
        {
            return []; // a part that is reserved alone, or gone meanwhile
        }
    }
}

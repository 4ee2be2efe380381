using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>Bytes to look for in this process's memory, kept masked so that looking for them does not put them there.</summary>
internal sealed class Needle
{
    private const int PrefixLength = 4;

    private readonly byte[] mask;
    private readonly byte[] masked;

    internal Needle(ReadOnlySpan<byte> sought)
    {
        mask = RandomNumberGenerator.GetBytes(sought.Length);
        masked = new byte[sought.Length];
        for (int i = 0; i < sought.Length; i++)
        {
            masked[i] = (byte)(sought[i] ^ mask[i]);
        }
    }

    internal int Length => mask.Length;

    internal bool IsIn(ReadOnlySpan<byte> memory)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        for (int i = 0; i < PrefixLength; i++)
        {
            prefix[i] = (byte)(masked[i] ^ mask[i]);
        }

        for (int at; (at = memory.IndexOf(prefix)) >= 0; memory = memory[(at + 1)..])
        {
            if (memory.Length - at >= Length && IsAt(memory[at..]))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAt(ReadOnlySpan<byte> memory)
    {
        for (int i = 0; i < Length; i++)
        {
            if ((memory[i] ^ mask[i]) != masked[i])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>All that this process can write to: managed heaps, native ones, stacks.</summary>
internal static class ProcessMemory
{
    private const int Piece = 1 << 20;

    /// <summary>Whether the bytes stand there.</summary>
    internal static bool Holds(Needle needle)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Piece + needle.Length, pinned: true);
        using SafeFileHandle memory = File.OpenHandle("/proc/self/mem");
        bool found = false;
        foreach ((long start, long end) in Regions())
        {
            // A piece overlaps the next, so that nothing is missed between them.
            for (long at = start; at < end && !found; at += Piece)
            {
                int wanted = (int)Math.Min(Piece + needle.Length - 1, end - at);
                found = TryRead(memory, buffer.AsSpan(0, wanted), at, out int read) && needle.IsIn(buffer.AsSpan(0, read));
                CryptographicOperations.ZeroMemory(buffer);
            }
        }

        return found;
    }

    private static bool TryRead(SafeFileHandle memory, Span<byte> buffer, long at, out int read)
    {
        try
        {
            read = RandomAccess.Read(memory, buffer, at);
            return true;
        }
        catch (IOException)
        {
            // It was unmapped meanwhile.
            read = 0;
            return false;
        }
    }

    private static IEnumerable<(long Start, long End)> Regions() =>
        from line in File.ReadAllLines("/proc/self/maps")
        let parts = line.Split(' ')
        where parts[1].StartsWith("rw", StringComparison.Ordinal)
        let ends = parts[0].Split('-')
        select (long.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}

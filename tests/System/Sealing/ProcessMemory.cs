using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NeoServiceLayer.Tests.Gateway;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>
/// What another process holds in memory that it may write, or has written: all that its core dump would have beside the program's own file.
/// </summary>
internal static class ProcessMemory
{
    private const int Piece = 1 << 20;

    /// <summary>Longer than anything that is looked for in one piece.</summary>
    private const int Overlap = 1 << 10;

    /// <summary>Whether the bytes are anywhere in it.</summary>
    internal static bool Holds(int process, byte[] bytes) => bytes.Length < Overlap
        ? Find(process, memory => memory.IndexOf(bytes) >= 0 ? "" : null) is not null
        : throw new ArgumentException("Look for a part of it.", nameof(bytes));

    /// <summary>Where it holds a trace of a value, in words; null if it does not. It stands still while it is looked through.</summary>
    internal static async Task<string?> FindAsync(RunningProgram program, Traces traces)
    {
        await program.SignalAsync("STOP");
        try
        {
            return Find(program.Id, traces.In);
        }
        finally
        {
            await program.SignalAsync("CONT");
        }
    }

    private static string? Find(int process, Look look)
    {
        using SafeFileHandle memory = File.OpenHandle($"/proc/{process}/mem");
        byte[] buffer = new byte[Piece + Overlap];
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
                if (look(Read(memory, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at)) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
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

    private delegate string? Look(ReadOnlySpan<byte> memory);
}

using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Tests.State;

/// <summary>What a program did to its files, change by change, as disk.c wrote it down.</summary>
/// <remarks>
/// A power loss keeps what was synced: a file's content with the file, its removal with the folder. Of what came after that any part may
/// be there or not, and a write may be torn at a sector: <see cref="Rebuild"/> makes one of these states.
/// </remarks>
internal sealed class DiskTrace
{
    private const int HeaderLength = 16;
    private const int Sector = 512;
    private const string Folder = "/";

    private readonly List<Change> changes = [];

    private DiskTrace()
    {
    }

    /// <summary>After each change, how long the trace was: where a power loss may fall.</summary>
    internal IReadOnlyList<long> Moments { get; private set; } = [];

    internal static DiskTrace Read(string path)
    {
        DiskTrace trace = new();
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        List<long> moments = [0];
        for (int at = 0; at + HeaderLength <= bytes.Length;)
        {
            ReadOnlySpan<byte> header = bytes.Slice(at, HeaderLength);
            int nameLength = header[1];
            int length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
            trace.changes.Add(new Change(
                (char)header[0],
                Encoding.ASCII.GetString(bytes.Slice(at + HeaderLength, nameLength)),
                BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
                bytes.Slice(at + HeaderLength + nameLength, length).ToArray()));
            at += HeaderLength + nameLength + length;
            moments.Add(at);
        }

        trace.Moments = moments;
        return trace;
    }

    /// <summary>Writes the files as a power loss after the first <paramref name="count"/> changes may have left them.</summary>
    internal void Rebuild(int count, string prefix, Random chance)
    {
        int folderSynced = LastSync(Folder, count);
        foreach (string name in changes.Take(count).Select(change => change.File).Where(name => name != Folder).Distinct())
        {
            int synced = LastSync(name, count);
            using MemoryStream content = new();
            bool exists = true;
            for (int i = 0; i < count; i++)
            {
                if (changes[i].File == name)
                {
                    bool certain = i < (changes[i].Kind == 'U' ? folderSynced : synced);
                    exists = Apply(changes[i], content, exists, certain ? null : chance);
                }
            }

            if (exists)
            {
                File.WriteAllBytes(prefix + name, content.ToArray());
            }
        }
    }

    private int LastSync(string name, int count) =>
        changes.FindLastIndex(count - 1, count, change => change.Kind == 'S' && change.File == name);

    /// <param name="change">What was done.</param>
    /// <param name="content">The file so far.</param>
    /// <param name="exists">Whether it exists so far.</param>
    /// <param name="chance">Decides how much of it reached the disk; null: all of it.</param>
    private static bool Apply(Change change, MemoryStream content, bool exists, Random? chance)
    {
        if (chance?.Next(3) == 0)
        {
            return exists;
        }

        switch (change.Kind)
        {
            case 'W':
                // Torn at a sector of the disk, not of the write.
                int whole = change.Data.Length;
                int kept = chance?.Next(3) == 0 ? Math.Clamp((chance.Next(whole + Sector) / Sector * Sector) - (int)(change.Offset % Sector), 0, whole) : whole;
                content.Position = change.Offset;
                content.Write(change.Data, 0, kept);
                return true;
            case 'T':
                content.SetLength(change.Offset);
                return true;
            case 'U':
                content.SetLength(0);
                return false;
            default:
                return exists;
        }
    }

    private sealed record Change(char Kind, string File, long Offset, byte[] Data);
}

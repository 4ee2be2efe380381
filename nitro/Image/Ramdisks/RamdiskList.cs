using System.Globalization;
using System.Text;
using System.Text.Unicode;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Ramdisks;

/// <summary>
/// The list of what is in an archive, a line an entry, words with blanks between, <c>#</c> begins a comment:
/// <c>dir NAME MODE</c>, <c>file NAME MODE LOCATION</c>, <c>slink NAME TARGET</c>, <c>nod NAME MODE c|b MAJOR MINOR</c>.
/// Locations are relative to the list. Nothing is taken from the files on disk but their bytes.
/// </summary>
internal sealed class RamdiskList
{
    private const int MaxList = 1024 * 1024;
    private const int MaxName = 1024;
    private const uint LinkPermissions = 0x1FF; // 0777
    private const uint MaxDeviceMajor = 0xFFF;
    private const uint MaxDeviceMinor = 0xFFFFF;

    private readonly string path;
    private readonly Dictionary<string, RamdiskEntry> entries = new(StringComparer.Ordinal);
    private int line;

    private RamdiskList(string path) => this.path = path;

    /// <exception cref="ImageException">The list is not right, or a file in it cannot be read.</exception>
    internal static IReadOnlyCollection<RamdiskEntry> Read(string path)
    {
        byte[] bytes = InputFile.ReadSmall(path, MaxList);
        if (!Utf8.IsValid(bytes))
        {
            throw new ImageException($"{path} is not UTF-8.");
        }

        RamdiskList list = new(path);
        foreach (string text in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            list.TakeLine(text);
        }

        list.CheckFolders();
        return list.entries.Values;
    }

    private void TakeLine(string text)
    {
        line++;
        string[] words = text.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return;
        }

        RamdiskEntry entry = words switch
        {
            ["dir", string name, string mode] =>
                new(NameOf(name), RamdiskEntryKind.Directory, ModeOf(mode), Empty),
            ["file", string name, string mode, string location] =>
                new(NameOf(name), RamdiskEntryKind.File, ModeOf(mode), FileAt(location)),
            ["slink", string name, string target] =>
                new(NameOf(name), RamdiskEntryKind.SymbolicLink, LinkPermissions, TargetOf(target)),
            ["nod", string name, string mode, "c" or "b", string major, string minor] =>
                new(
                    NameOf(name), words[3] == "c" ? RamdiskEntryKind.CharacterDevice : RamdiskEntryKind.BlockDevice, ModeOf(mode), Empty,
                    NumberOf(major, MaxDeviceMajor), NumberOf(minor, MaxDeviceMinor)),
            _ => throw Wrong("is none of: dir NAME MODE, file NAME MODE LOCATION, slink NAME TARGET, nod NAME MODE c|b MAJOR MINOR"),
        };
        if (!entries.TryAdd(entry.Name, entry))
        {
            throw Wrong($"names /{entry.Name} a second time");
        }
    }

    private static MemoryContent Empty => new(ReadOnlyMemory<byte>.Empty);

    private string NameOf(string name)
    {
        bool good = name.Length > 1 && name[0] == '/' && Encoding.UTF8.GetByteCount(name) <= MaxName
            && !name.Any(char.IsControl) && name[1..].Split('/').All(part => part is not ("" or "." or ".."))
            && name != "/TRAILER!!!";
        return good ? name[1..] : throw Wrong($"has no name that an archive takes ('{name}'): write /a/path without . and ..");
    }

    private uint ModeOf(string mode)
    {
        bool good = mode.Length is 3 or 4 && mode.All(digit => digit is >= '0' and <= '7');
        return good ? Convert.ToUInt32(mode, 8) : throw Wrong($"has no mode in three or four octal digits ('{mode}')");
    }

    private uint NumberOf(string text, uint limit) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && number <= limit
            ? number
            : throw Wrong($"has no device number from 0 to {limit} ('{text}')");

    private MemoryContent TargetOf(string target)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(target);
        return bytes.Length <= MaxName && !target.Any(char.IsControl) ? new MemoryContent(bytes) : throw Wrong("has no target that a link takes");
    }

    private FileContent FileAt(string location)
    {
        FileContent content = new(Path.Combine(Path.GetDirectoryName(path) ?? "", location));
        return content.Length <= uint.MaxValue ? content : throw Wrong($"names a file of {content.Length} bytes; an archive's entry has {uint.MaxValue} at most");
    }

    /// <summary>The kernel makes no folder that the archive does not name.</summary>
    private void CheckFolders()
    {
        foreach (RamdiskEntry entry in entries.Values)
        {
            int slash = entry.Name.LastIndexOf('/');
            string folder = slash < 0 ? "" : entry.Name[..slash];
            if (slash >= 0 && (!entries.TryGetValue(folder, out RamdiskEntry? parent) || parent.Kind != RamdiskEntryKind.Directory))
            {
                throw new ImageException($"{path} has /{entry.Name}, but no line 'dir /{folder} MODE'.");
            }
        }
    }

    private ImageException Wrong(string what) => new($"Line {line} of {path} {what}.");
}

using System.Security.Cryptography;
using System.Text;
using CsCheck;
using NeoServiceLayer.Image.Files;
using NeoServiceLayer.Image.Ramdisks;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>Archives, read by the machine's cpio.</summary>
public sealed class NewcArchiveTests : IDisposable
{
    private readonly ImageFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cpio_lists_kinds_modes_devices_and_targets()
    {
        string[] lines = CpioOfTheSystem.Run(ArchiveOf("boot.list"), folder["."], "-itv", "--numeric-uid-gid");
        Assert.Equal(
            [
                "drwxr-xr-x 2 0 0 0 Jan 1 1970 dev",
                "crw------- 1 0 0 5, 1 Jan 1 1970 dev/console",
                "-rwxr-xr-x 1 0 0 12 Jan 1 1970 init",
                "lrwxrwxrwx 1 0 0 4 Jan 1 1970 sbin -> init",
            ],
            lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    /// <summary>The bytes as they have always been: another archive would be another PCR.</summary>
    [Fact]
    public void The_bytes_are_known()
    {
        byte[] archive = ArchiveOf("boot.list");
        Assert.Equal(1024, archive.Length);
        Assert.StartsWith(
            "07070100000001000041ED00000000000000000000000200000000000000000000000000000000000000000000000000000004" + "00000000" + "dev\0",
            Encoding.ASCII.GetString(archive), StringComparison.Ordinal);
        Assert.Equal("26282f6d457a3afd81c980ef9a810a65e37194136d75655bedf1c4cd7b44a74b", Convert.ToHexStringLower(SHA256.HashData(archive)));
    }

    [Fact]
    public void The_order_and_blanks_of_the_list_do_not_matter()
    {
        byte[] before = ArchiveOf("boot.list");
        string[] lines = File.ReadAllLines(folder["boot.list"]);
        File.WriteAllLines(folder["other.list"], lines.Reverse().Select(line => "\t" + line.Replace("  ", "\t ", StringComparison.Ordinal)));
        Assert.Equal(before, ArchiveOf("other.list"));
    }

    [Fact]
    public void Nothing_of_the_file_on_disk_but_its_bytes_matters()
    {
        byte[] before = ArchiveOf("boot.list");
        File.SetLastWriteTimeUtc(folder["init"], new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        File.SetUnixFileMode(folder["init"], UnixFileMode.UserRead | UnixFileMode.SetUser);
        Assert.Equal(before, ArchiveOf("boot.list"));
    }

    [Fact]
    public void Cpio_unpacks_any_archive_to_what_went_in()
    {
        Gen<string> name = Gen.Char["abcXYZ0189._-+@é漢"].Array[1, 6].Select(letters => "n" + new string(letters));
        Gen.Select(name, Gen.Byte.Array[0, 700]).Array[0, 12].Sample(
            files =>
            {
                Dictionary<string, byte[]> distinct = files.GroupBy(file => file.Item1, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.First().Item2, StringComparer.Ordinal);
                NewcArchive archive = new(distinct.Select(file =>
                    new RamdiskEntry(file.Key, RamdiskEntryKind.File, 0x180, new MemoryContent(file.Value))));
                DirectoryInfo to = Directory.CreateDirectory(folder[Guid.NewGuid().ToString("N")]);
                CpioOfTheSystem.Run(Bytes(archive), to.FullName, "-id", "--no-absolute-filenames");
                Assert.Equal(
                    distinct.Keys.Order(StringComparer.Ordinal),
                    to.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
                Assert.All(distinct, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(to.FullName, file.Key))));
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public void Names_are_sorted_by_their_bytes()
    {
        string[] names = ["é", "a", "Z", "a-b", "漢", "a.b", "ab", "\U00010000", "\uFFFD"];
        NewcArchive archive = new(names.Select(name => new RamdiskEntry(name, RamdiskEntryKind.File, 0x180, new MemoryContent("x"u8.ToArray()))));
        Assert.Equal(
            ["Z", "a", "a-b", "a.b", "ab", "é", "漢", "\uFFFD", "\U00010000"],
            CpioOfTheSystem.Run(Bytes(archive), folder["."], "-it"));
    }

    [Fact]
    public void A_file_that_grows_or_shrinks_meanwhile_is_refused()
    {
        NewcArchive archive = new(RamdiskList.Read(folder["boot.list"]));
        foreach (string content in new[] { "longer than it was", "short" })
        {
            File.WriteAllText(folder["init"], content);
            Assert.Equal(
                $"{folder["init"]} did not keep its 12 bytes while it was read.",
                Assert.Throws<NeoServiceLayer.Image.ImageException>(() => Bytes(archive)).Message);
        }
    }

    private byte[] ArchiveOf(string list) => Bytes(new NewcArchive(RamdiskList.Read(folder[list])));

    private static byte[] Bytes(NewcArchive archive)
    {
        using MemoryStream bytes = new();
        archive.WriteTo(bytes.Write);
        Assert.Equal(archive.Length, bytes.Length);
        return bytes.ToArray();
    }
}

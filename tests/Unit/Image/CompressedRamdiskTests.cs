using System.IO.Compression;
using NeoServiceLayer.Image.Files;
using NeoServiceLayer.Image.Ramdisks;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>A ramdisk compressed by the tool: what is unpacked is the archive, and what follows stands where the kernel looks.</summary>
public sealed class CompressedRamdiskTests : IDisposable
{
    private readonly ImageFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Archives of every length modulo four when compressed.</summary>
    [Fact]
    public void It_unpacks_to_the_archive_and_ends_at_a_multiple_of_four()
    {
        HashSet<int> paddings = [];
        for (int size = 0; size < 64; size++)
        {
            byte[] file = new byte[size];
            new Random(size).NextBytes(file);
            NewcArchive archive = new([new RamdiskEntry("init", RamdiskEntryKind.File, 0x1ED, new MemoryContent(file))]);
            GzipContent compressed = new(archive);
            byte[] bytes = BytesOf(compressed);
            Assert.Equal(compressed.Length, bytes.Length);
            Assert.Equal(0, bytes.Length % 4);
            Assert.Equal(BytesOf(archive), Unpack(bytes));
            Assert.Equal(bytes, BytesOf(new GzipContent(archive)));
            paddings.Add(bytes.Length - Array.FindLastIndex(bytes, value => value != 0));
        }

        Assert.True(paddings.Count > 1);
    }

    /// <summary>Time, name and system of the gzip header (RFC 1952) would differ from machine to machine.</summary>
    [Fact]
    public void Its_header_tells_nothing_of_the_machine()
    {
        byte[] bytes = BytesOf(new GzipContent(new NewcArchive(RamdiskList.Read(folder["boot.list"]))));
        Assert.Equal("1F8B0800000000000203", Convert.ToHexString(bytes.AsSpan(0, 10)));
    }

    [Fact]
    public void An_image_takes_it_before_an_archive()
    {
        ImageRun run = ImageRun.Of(
            "build", "--kernel", folder["kernel"], "--cmdline", "x", "--compressed-ramdisk", folder["boot.list"], "--ramdisk",
            folder["configuration.list"], "--output", folder["x.eif"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(0, ImageRun.Of("extract", folder["x.eif"], "--output", folder["parts"]).Code);
        byte[] archive = BytesOf(new NewcArchive(RamdiskList.Read(folder["boot.list"])));
        Assert.Equal(archive, Unpack(File.ReadAllBytes(folder["parts/ramdisk-0"])));
        Assert.Equal(BytesOf(new NewcArchive(RamdiskList.Read(folder["configuration.list"]))), File.ReadAllBytes(folder["parts/ramdisk-1"]));
    }

    private static byte[] BytesOf(IContent content)
    {
        using MemoryStream bytes = new();
        content.WriteTo(bytes.Write);
        return bytes.ToArray();
    }

    private static byte[] Unpack(byte[] compressed)
    {
        using GZipStream gzip = new(new MemoryStream(compressed), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using NeoServiceLayer.Image;
using NeoServiceLayer.Image.Ramdisks;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>Lists of what is in an archive, and ramdisks that are ready.</summary>
public sealed class RamdiskListTests : IDisposable
{
    private const string Grammar =
        " is none of: dir NAME MODE, file NAME MODE LOCATION, slink NAME TARGET, nod NAME MODE c|b MAJOR MINOR.";

    private readonly ImageFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("file /a 0644", Grammar)]
    [InlineData("file /a 0644 init init", Grammar)]
    [InlineData("dir /a 0755 0 0", Grammar)]
    [InlineData("nod /a 0600 p 1 1", Grammar)]
    [InlineData("pipe /a 0600", Grammar)]
    [InlineData("dir a 0755", " has no name that an archive takes ('a'): write /a/path without . and ...")]
    [InlineData("dir / 0755", " has no name that an archive takes ('/'): write /a/path without . and ...")]
    [InlineData("dir /a/ 0755", " has no name that an archive takes ('/a/'): write /a/path without . and ...")]
    [InlineData("dir /a//b 0755", " has no name that an archive takes ('/a//b'): write /a/path without . and ...")]
    [InlineData("dir /a/../b 0755", " has no name that an archive takes ('/a/../b'): write /a/path without . and ...")]
    [InlineData("dir /. 0755", " has no name that an archive takes ('/.'): write /a/path without . and ...")]
    [InlineData("file /TRAILER!!! 0644 init", " has no name that an archive takes ('/TRAILER!!!'): write /a/path without . and ...")]
    [InlineData("dir /a 755x", " has no mode in three or four octal digits ('755x').")]
    [InlineData("dir /a 0855", " has no mode in three or four octal digits ('0855').")]
    [InlineData("dir /a 00755", " has no mode in three or four octal digits ('00755').")]
    [InlineData("nod /a 0600 c -1 1", " has no device number from 0 to 4095 ('-1').")]
    [InlineData("nod /a 0600 c 4096 1", " has no device number from 0 to 4095 ('4096').")]
    [InlineData("nod /a 0600 b 1 1048576", " has no device number from 0 to 1048575 ('1048576').")]
    public void A_wrong_line_is_named(string line, string what) => AssertRefused("# one\n\n" + line + "\n", $"Line 3 of {folder["a.list"]}{what}");

    [Fact]
    public void A_name_stands_once() =>
        AssertRefused("dir /a 0755\nslink /a b\n", $"Line 2 of {folder["a.list"]} names /a a second time.");

    [Theory]
    [InlineData("dir /a/b 0755\n")]
    [InlineData("slink /a b\ndir /a/b 0755\n")]
    public void Folders_must_be_named(string list) =>
        AssertRefused(list, $"{folder["a.list"]} has /a/b, but no line 'dir /a MODE'.");

    [Fact]
    public void A_file_must_be_there() => AssertRefused("file /a 0644 nothere\n", $"There is no file {folder["nothere"]}.");

    [Fact]
    public void A_folder_is_no_file() =>
        AssertRefused("file /a 0644 .\n", $"{folder["."]} cannot be read: it is a folder, or you may not.");

    [Fact]
    public void A_list_is_UTF8()
    {
        folder.Write("a.list", [0xFF]);
        Assert.Equal($"{folder["a.list"]} is not UTF-8.", Refusal());
    }

    [Fact]
    public void A_ready_ramdisk_must_be_one()
    {
        ImageRun run = ImageRun.Of([.. folder.BuildArguments, "--ramdisk-file", folder["kernel"]]);
        Assert.Equal(
            new ImageRun(1, "", $"image: {folder["kernel"]} is no ramdisk: neither a cpio archive of the format newc nor one compressed with gzip.\n"),
            run);
    }

    /// <summary>The kernel looks for an archive at multiples of four only.</summary>
    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    public void An_archive_that_the_kernel_would_overlook_is_refused(int length, int code)
    {
        byte[] compressed = new byte[length];
        compressed[0] = 0x1F;
        compressed[1] = 0x8B;
        folder.Write("ready", compressed);
        string[] arguments =
        [
            "build", "--kernel", folder["kernel"], "--cmdline", "x", "--ramdisk-file", folder["ready"], "--ramdisk", folder["boot.list"],
            "--output", folder["x.eif"],
        ];
        ImageRun run = ImageRun.Of(arguments);
        Assert.Equal(code, run.Code);
        if (code != 0)
        {
            Assert.Equal(
                "image: Ramdisk 1 would not be found by the kernel: those before it have 5 bytes, which is no multiple of 4; pad them with zeros.\n",
                run.Error);
        }
    }

    private void AssertRefused(string list, string sentence)
    {
        File.WriteAllText(folder["a.list"], list);
        Assert.Equal(sentence, Refusal());
    }

    private string Refusal() => Assert.Throws<ImageException>(() => RamdiskList.Read(folder["a.list"])).Message;
}

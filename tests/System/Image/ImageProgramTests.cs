using System.Diagnostics;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>The published image tool: what it prints and leaves, its exit codes, and that large images do not need large memory.</summary>
public sealed class ImageProgramTests : IDisposable
{
    private const string Expected = """
        {
          "Measurements": {
            "HashAlgorithm": "Sha384 { ... }",
            "PCR0": "a18cb65bb25f72b435272118b73d91659cea2c31fbf27e3c7c4525c0aac6aac91eac0fcb7611f2e540f089cc07aedec1",
            "PCR1": "d8e0dee37cd2e8b13dfc69b519b6ecbb4b94d5c9d999438975926663d3397199ee081d51e4e9ff2f0453fbedecb52de6",
            "PCR2": "b0051c9533024ecb9188fbf4f2fed98ecd16ddefac1c245604e6197c5a83bf45b990bf606a551272eb54679b7ad16951"
          }
        }

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-image-").FullName;

    public ImageProgramTests()
    {
        byte[] kernel = new byte[600];
        "HdrS"u8.CopyTo(kernel.AsSpan(0x202));
        File.WriteAllBytes(this["kernel"], kernel);
        File.WriteAllText(this["init"], "#!/bin/true\n");
        File.WriteAllText(this["boot.list"], "file /init 0755 init\nnod /dev/console 0600 c 5 1\ndir /dev 0755\nslink /sbin init\n");
        File.WriteAllText(this["nsl.json"], "{}");
        File.WriteAllText(this["configuration.list"], "dir /etc 0755\nfile /etc/nsl.json 0444 nsl.json\n");
    }

    private string this[string name] => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_builds_describes_verifies_and_extracts()
    {
        Assert.Equal((0, Expected, ""), await BuildAsync("a.eif"));
        Assert.Equal((0, Expected, ""), await RunAsync("verify", "a.eif", "--pcrs", "a.eif.json"));
        (int code, string described, string error) = await RunAsync("describe", "a.eif");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("\"CommandLine\": \"reboot=k panic=30\"", described, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("extract", "a.eif", "--output", "parts")).Code);
        Assert.Equal(await File.ReadAllBytesAsync(this["kernel"], Token), await File.ReadAllBytesAsync(this["parts/kernel"], Token));
        Assert.Equal(0, (await BuildAsync("b.eif")).Code);
        Assert.Equal(await File.ReadAllBytesAsync(this["a.eif"], Token), await File.ReadAllBytesAsync(this["b.eif"], Token));
    }

    [Fact]
    public async Task Signing_works_with_what_openssl_makes_and_with_nothing_but_the_program()
    {
        await OpenSslAsync("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "key.pem");
        await OpenSslAsync("req", "-new", "-x509", "-key", "key.pem", "-sha384", "-subj", "/CN=release", "-days", "9", "-out", "certificate.pem");
        (int code, string output, string error) = await BuildAsync(
            "a.eif", "--private-key", "key.pem", "--signing-certificate", "certificate.pem");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("\"PCR8\": \"", output, StringComparison.Ordinal);
        Assert.Contains("\"Subject\": \"CN=release\"", (await RunAsync("describe", "a.eif")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_right_gets_one_sentence()
    {
        Assert.Equal(
            (2, "", "image: There is no option --outptu; image build --help lists them.\n"), await RunAsync("build", "--outptu", "x"));
        Assert.Equal((1, "", "image: There is no file nothere.\n"), await RunAsync("describe", "nothere"));
        Assert.Equal((1, "", "image: . cannot be read: it is a folder, or you may not.\n"), await RunAsync("describe", "."));
        Assert.Equal((1, "", "image: The image ends inside its header.\n"), await RunAsync("describe", "/dev/null"));
        Assert.Equal((1, "", "image: This is no image: it does not begin with '.eif'.\n"), await RunAsync("describe", "/dev/zero"));
        (int code, string output, string error) = await BuildAsync("nofolder/a.eif");
        Assert.Equal((1, ""), (code, output));
        Assert.Matches("^image: nofolder/a\\.eif cannot be written: [^\n]*\\.\n$", error);
    }

    [Fact]
    public async Task A_damaged_image_is_refused_by_every_command()
    {
        await BuildAsync("a.eif");
        byte[] image = await File.ReadAllBytesAsync(this["a.eif"], Token);
        image[1000] ^= 4;
        await File.WriteAllBytesAsync(this["a.eif"], image, Token);
        foreach (string[] command in new string[][] { ["describe", "a.eif"], ["verify", "a.eif", "--pcrs", "a.eif.json"], ["extract", "a.eif", "--output", "parts"] })
        {
            (int code, string output, string error) = await RunAsync(command);
            Assert.Equal((1, ""), (code, output));
            Assert.Matches("^image: The image's CRC-32 is [0-9a-f]{8} and should be [0-9a-f]{8}: it was damaged or changed\\.\n$", error);
        }
    }

    /// <summary>With a heap of 16 MiB; the ramdisk has 200.</summary>
    [Fact]
    public async Task A_large_image_passes_through_a_small_heap()
    {
        const long size = 200L * 1024 * 1024;
        await using (FileStream ramdisk = File.Create(this["large"]))
        {
            ramdisk.Write("070701"u8);
            ramdisk.SetLength(size);
        }

        Assert.Equal(0, (await BuildAsync("a.eif", "--ramdisk-file", "large")).Code);
        (int code, string described, string error) = await RunAsync("describe", "a.eif");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"\"Size\": {size},", described, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<(int Code, string Output, string Error)> BuildAsync(string output, params string[] more) => RunAsync(
        [
            "build", "--kernel", "kernel", "--cmdline", "reboot=k panic=30", "--ramdisk", "boot.list", "--ramdisk", "configuration.list",
            "--output", output, "--pcrs", output + ".json", .. more,
        ]);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => StartAsync(Published.PathOf("image"), arguments);

    private async Task OpenSslAsync(params string[] arguments) => Assert.Equal(0, (await StartAsync("openssl", arguments)).Code);

    private async Task<(int Code, string Output, string Error)> StartAsync(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x1000000";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token);
        Task<string> error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output, await error);
    }
}

using System.Text;
using NeoServiceLayer.Image;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>The commands: what they print, leave and refuse.</summary>
public sealed class ImageProgramTests : IDisposable
{
    private readonly ImageFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Usage: image build --kernel FILE")]
    [InlineData("Usage: image build --kernel FILE", "--help")]
    [InlineData("image build: ", "build", "--help")]
    [InlineData("image describe: ", "describe", "--help")]
    [InlineData("image verify: ", "verify", "x", "--help")]
    [InlineData("image extract: ", "extract", "--help")]
    public void Help_is_printed(string text, params string[] arguments)
    {
        ImageRun run = ImageRun.Of(arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(text, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_the_product_s() =>
        Assert.Equal(new ImageRun(0, $"image {Contracts.ProductVersion.Text}\n", ""), ImageRun.Of("--version"));

    [Theory]
    [InlineData("There is no command 'bild'; there are build, describe, verify and extract.", "bild")]
    [InlineData("There is no command '--verbose'; there are build, describe, verify and extract.", "--verbose", "build")]
    [InlineData("There is no option --krenel; image build --help lists them.", "build", "--krenel", "k")]
    [InlineData("There is no option --pcrs; image describe --help lists them.", "describe", "x", "--pcrs=y")]
    [InlineData("--output stands there twice.", "build", "--output", "a", "--output=b")]
    [InlineData("--kernel needs a value (write --kernel=… if it begins with two dashes).", "build", "--kernel", "--output", "x")]
    [InlineData("--kernel needs a value (write --kernel=… if it begins with two dashes).", "build", "--kernel")]
    [InlineData("--kernel FILE is missing; image build --help says what it is.", "build")]
    [InlineData("--output FILE is missing; image build --help says what it is.", "build", "--kernel", "k")]
    [InlineData("'stray' is one word too many.", "build", "stray", "--kernel", "k")]
    [InlineData(
        "The kernel's command line comes from --cmdline TEXT or from --cmdline-file FILE, one of the two.",
        "build", "--kernel", "k", "--output", "x", "--ramdisk", "r")]
    [InlineData(
        "The kernel's command line comes from --cmdline TEXT or from --cmdline-file FILE, one of the two.",
        "build", "--kernel", "k", "--output", "x", "--ramdisk", "r", "--cmdline", "c", "--cmdline-file", "f")]
    [InlineData(
        "An image has a ramdisk at least: name one with --ramdisk LIST or --ramdisk-file FILE.",
        "build", "--kernel", "k", "--output", "x", "--cmdline", "c")]
    [InlineData(
        "A signed image takes both --private-key FILE and --signing-certificate FILE.",
        "build", "--kernel", "k", "--output", "x", "--cmdline", "c", "--ramdisk", "r", "--private-key", "p")]
    [InlineData(
        "--pcrs and --output name the same file.",
        "build", "--kernel", "k", "--output", "x", "--cmdline", "c", "--ramdisk", "r", "--pcrs", "./x")]
    [InlineData("IMAGE is missing; image describe --help says what it is.", "describe")]
    [InlineData("'b' is one word too many.", "describe", "a", "b")]
    [InlineData("--pcrs FILE is missing; image verify --help says what it is.", "verify", "a")]
    [InlineData("--output FOLDER is missing; image extract --help says what it is.", "extract", "a")]
    public void Usage_errors_end_with_2(string sentence, params string[] arguments) =>
        Assert.Equal(new ImageRun(2, "", $"image: {sentence}\n"), ImageRun.Of(arguments));

    [Fact]
    public void The_build_time_is_a_number() => Assert.Equal(
        new ImageRun(2, "", "image: SOURCE_DATE_EPOCH is not a number of seconds since 1970.\n"),
        ImageRun.With(_ => "yesterday", folder.BuildArguments));

    [Fact]
    public void Two_builds_in_two_folders_are_the_same_bytes()
    {
        using ImageFolder other = new();
        Assert.Equal(folder.Build(), other.Build());
        Assert.Equal(File.ReadAllBytes(folder["x.json"]), File.ReadAllBytes(other["x.json"]));
    }

    /// <summary>Registers as they have always been. Metadata, which has the version in it, is not among what they are of.</summary>
    [Fact]
    public void The_measurements_are_known()
    {
        folder.Build();
        Assert.Equal(
            """
            {
              "Measurements": {
                "HashAlgorithm": "Sha384 { ... }",
                "PCR0": "a18cb65bb25f72b435272118b73d91659cea2c31fbf27e3c7c4525c0aac6aac91eac0fcb7611f2e540f089cc07aedec1",
                "PCR1": "d8e0dee37cd2e8b13dfc69b519b6ecbb4b94d5c9d999438975926663d3397199ee081d51e4e9ff2f0453fbedecb52de6",
                "PCR2": "b0051c9533024ecb9188fbf4f2fed98ecd16ddefac1c245604e6197c5a83bf45b990bf606a551272eb54679b7ad16951"
              }
            }

            """,
            File.ReadAllText(folder["x.json"]));
    }

    [Fact]
    public void Build_describe_and_verify_agree()
    {
        string printed = ImageRun.Of(folder.BuildArguments).Output;
        Assert.Equal(File.ReadAllText(folder["x.json"]), printed);
        Assert.Equal(new ImageRun(0, printed, ""), ImageRun.Of("verify", folder["x.eif"], "--pcrs", folder["x.json"]));
        ImageRun described = ImageRun.Of("describe", folder["x.eif"]);
        Assert.Contains(string.Join('\n', printed.Split('\n')[1..^3]), described.Output, StringComparison.Ordinal);
        folder.Write("described.json", Encoding.UTF8.GetBytes(described.Output));
        Assert.Equal(0, ImageRun.Of("verify", folder["x.eif"], "--pcrs", folder["described.json"]).Code);
    }

    [Fact]
    public void Verify_names_every_register_that_differs()
    {
        folder.Build();
        File.Move(folder["x.json"], folder["expected.json"]);
        folder.Write("nsl.json", "{ }"u8);
        folder.Build();
        ImageRun run = ImageRun.Of("verify", folder["x.eif"], "--pcrs", folder["expected.json"]);
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Matches("^image: The image is another than expected: PCR0 is [0-9a-f]{96} and should be [0-9a-f]{96}; PCR2 is [^;]*\\.\n$", run.Error);
    }

    [Fact]
    public void An_expected_PCR8_asks_for_a_signature_and_an_unexpected_one_does_not()
    {
        folder.WriteSigner(SignerOfTests.OnP384());
        folder.Build();
        File.Move(folder["x.json"], folder["unsigned.json"]);
        File.Move(folder["x.eif"], folder["unsigned.eif"]);
        folder.Build(folder.SigningArguments);
        Assert.Equal(0, ImageRun.Of("verify", folder["x.eif"], "--pcrs", folder["x.json"]).Code);
        Assert.Equal(0, ImageRun.Of("verify", folder["x.eif"], "--pcrs", folder["unsigned.json"]).Code);
        Assert.Matches(
            "^image: The image is another than expected: PCR8 should be [0-9a-f]{96}, but the image is not signed\\.\n$",
            ImageRun.Of("verify", folder["unsigned.eif"], "--pcrs", folder["x.json"]).Error);
    }

    [Theory]
    [InlineData("{}", "has no Measurements with the HashAlgorithm \"Sha384 { ... }\".")]
    [InlineData("{\"Measurements\":{\"HashAlgorithm\":\"Sha256 { ... }\"}}", "has no Measurements with the HashAlgorithm \"Sha384 { ... }\".")]
    [InlineData("{\"Measurements\":{\"HashAlgorithm\":\"Sha384 { ... }\"}}", "does not say what PCR0 should be.")]
    [InlineData("{\"Measurements\":{\"HashAlgorithm\":\"Sha384 { ... }\",\"PCR0\":\"00\"}}", "has no 96 hexadecimal digits for PCR0.")]
    [InlineData("{\"Measurements\":{\"HashAlgorithm\":\"Sha384 { ... }\",\"PCR3\":\"00\"}}", "expects PCR3, which an image does not determine.")]
    [InlineData("[", "is not strict JSON: it goes wrong at byte 1.")]
    public void Expectations_must_be_complete(string json, string what)
    {
        folder.Build();
        folder.Write("expected.json", Encoding.UTF8.GetBytes(json));
        string path = folder["expected.json"];
        Assert.Equal(new ImageRun(1, "", $"image: {path} {what}\n"), ImageRun.Of("verify", folder["x.eif"], "--pcrs", path));
    }

    [Fact]
    public void Extracted_parts_make_the_same_image_again()
    {
        byte[] image = folder.Build();
        ImageRun run = ImageRun.Of("extract", folder["x.eif"], "--output", folder["parts"] + "/");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            ["cmdline", "kernel", "metadata.json", "ramdisk-0", "ramdisk-1"],
            Directory.GetFiles(folder["parts"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(folder["kernel"]), File.ReadAllBytes(folder["parts/kernel"]));
        ImageRun again = ImageRun.Of(
            "build", "--kernel", folder["parts/kernel"], "--cmdline-file", folder["parts/cmdline"], "--ramdisk-file", folder["parts/ramdisk-0"],
            "--ramdisk-file", folder["parts/ramdisk-1"], "--output", folder["again.eif"]);
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Equal(image, File.ReadAllBytes(folder["again.eif"]));
    }

    [Fact]
    public void Nothing_is_extracted_of_a_damaged_image_nor_over_a_folder()
    {
        byte[] image = folder.Build();
        image[^1] ^= 1;
        folder.Write("x.eif", image);
        ImageRun run = ImageRun.Of("extract", folder["x.eif"], "--output", folder["parts"]);
        Assert.Equal(1, run.Code);
        Assert.Contains("CRC-32", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["parts"]) || Directory.Exists(folder["parts.new"]));

        Directory.CreateDirectory(folder["parts"]);
        Assert.Equal(
            $"image: {folder["parts"]} is there already; extract into a new folder.\n",
            ImageRun.Of("extract", folder["x.eif"], "--output", folder["parts"]).Error);
    }

    [Fact]
    public void A_build_that_fails_leaves_the_old_files_alone()
    {
        byte[] image = folder.Build();
        byte[] pcrs = File.ReadAllBytes(folder["x.json"]);
        Directory.CreateDirectory(folder["x.json.new"]);
        ImageRun run = ImageRun.Of([.. folder.BuildArguments, "--name", "other"]);
        Assert.Equal(1, run.Code);
        Assert.StartsWith($"image: {folder["x.json"]} cannot be written: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(image, File.ReadAllBytes(folder["x.eif"]));
        Assert.Equal(pcrs, File.ReadAllBytes(folder["x.json"]));
        Assert.False(File.Exists(folder["x.eif.new"]));
    }

    [Theory]
    [InlineData("", "A kernel's command line has 1 to 2047 characters, not 0.")]
    [InlineData("a\nb", "A kernel's command line is one line of printable ASCII.")]
    [InlineData("é", "A kernel's command line is one line of printable ASCII.")]
    public void A_command_line_is_one_the_kernel_takes(string text, string sentence)
    {
        string[] arguments = [.. folder.BuildArguments];
        arguments[4] = text;
        Assert.Equal(new ImageRun(1, "", $"image: {sentence}\n"), ImageRun.Of(arguments));
    }

    [Theory]
    [InlineData(2047, 0)]
    [InlineData(2048, 1)]
    public void A_command_line_has_a_limit(int length, int code)
    {
        folder.Write("line", Encoding.ASCII.GetBytes(new string('a', length) + "\n"));
        string[] arguments = [.. folder.BuildArguments];
        (arguments[3], arguments[4]) = ("--cmdline-file", folder["line"]);
        Assert.Equal(code, ImageRun.Of(arguments).Code);
    }

    [Fact]
    public void A_kernel_is_a_bzImage()
    {
        folder.Write("kernel", "\u007fELF"u8);
        Assert.Equal(
            new ImageRun(1, "", $"image: {folder["kernel"]} is no kernel of the format bzImage.\n"), ImageRun.Of(folder.BuildArguments));
    }

    [Fact]
    public void There_can_be_29_ramdisks_and_no_more()
    {
        string[] ramdisks = [.. Enumerable.Repeat(new[] { "--ramdisk", folder["configuration.list"] }, 27).SelectMany(words => words)];
        folder.Build(ramdisks);
        ImageRun run = ImageRun.Of([.. folder.BuildArguments, .. ramdisks, "--ramdisk", folder["boot.list"]]);
        Assert.Equal(new ImageRun(1, "", "image: An image has 32 sections at most.\n"), run);
    }
}

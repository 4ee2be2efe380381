using System.Text;
using System.Text.Json;
using NeoServiceLayer.Image;
using NeoServiceLayer.Image.Eif;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>The metadata section: what is written, and what is refused.</summary>
public sealed class MetadataTests
{
    private const string Good =
        """{"ImageName":"n","ImageVersion":"1","BuildMetadata":{"BuildTime":"t","BuildTool":"b","BuildToolVersion":"1","OperatingSystem":"L","KernelVersion":"6"},"DockerInfo":{},"CustomMetadata":null}""";

    [Fact]
    public void It_says_what_the_command_line_said()
    {
        using ImageFolder folder = new();
        folder.Write("own.json", """{ "commit": "ab\u00e9", "list": [1, 2.50] }"""u8);
        string[] arguments =
        [
            .. folder.BuildArguments, "--name", "a \"name\"", "--image-version", "7", "--kernel-version", "6.12.1", "--metadata", folder["own.json"],
        ];
        Assert.Equal(0, ImageRun.With(name => name == "SOURCE_DATE_EPOCH" ? "1700000000" : null, arguments).Code);
        using JsonDocument metadata = JsonDocument.Parse(ImageFolder.Read(File.ReadAllBytes(folder["x.eif"])).Metadata!);
        Assert.Equal(
            $$$"""{"ImageName":"a \u0022name\u0022","ImageVersion":"7","BuildMetadata":{"BuildTime":"2023-11-14T22:13:20Z","BuildTool":"image","BuildToolVersion":"{{{ImageProgram.Version}}}","OperatingSystem":"Linux","KernelVersion":"6.12.1"},"DockerInfo":{},"CustomMetadata":{"commit":"ab\u00E9","list":[1,2.50]}}""",
            metadata.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("[]", "The image's metadata is no JSON object.")]
    [InlineData("{", "The image's metadata is not strict JSON: it goes wrong at byte 1.")]
    [InlineData("""{"a":1,"\u0061":2}""", "The image's metadata is not strict JSON: it goes wrong at byte 7.")]
    [InlineData("""{"a":"\ud800"}""", "The image's metadata is not strict JSON: it goes wrong at byte 6.")]
    [InlineData("{}", "The image's metadata lacks a member that it must have, or one has the wrong type.")]
    public void Other_shapes_are_refused(string json, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ImageException>(() => ImageMetadata.Check(Encoding.UTF8.GetBytes(json))).Message);

    [Theory]
    [InlineData("ImageName")]
    [InlineData("ImageVersion")]
    [InlineData("BuildMetadata")]
    [InlineData("BuildTime")]
    [InlineData("BuildTool")]
    [InlineData("BuildToolVersion")]
    [InlineData("OperatingSystem")]
    [InlineData("KernelVersion")]
    [InlineData("DockerInfo")]
    [InlineData("CustomMetadata")]
    public void Each_member_must_be_there(string name)
    {
        ImageMetadata.Check(Encoding.UTF8.GetBytes(Good));
        string without = Good.Replace($"\"{name}\"", "\"Another\"", StringComparison.Ordinal);
        Assert.Throws<ImageException>(() => ImageMetadata.Check(Encoding.UTF8.GetBytes(without)));
    }

    [Theory]
    [InlineData("\"n\"")]
    [InlineData("\"t\"")]
    [InlineData("\"6\"")]
    public void A_text_must_be_text(string text)
    {
        string other = Good.Replace(text, "1", StringComparison.Ordinal);
        Assert.Throws<ImageException>(() => ImageMetadata.Check(Encoding.UTF8.GetBytes(other)));
    }
}

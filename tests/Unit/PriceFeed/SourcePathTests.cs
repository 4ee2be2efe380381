using System.Text;
using System.Text.Json;
using NeoServiceLayer.Enclave.PriceFeed.Sources;
using Xunit;

namespace NeoServiceLayer.Tests.PriceFeed;

public sealed class SourcePathTests
{
    private const string Answer = """{"a":{"b.c":[1,{"d":"2"}]},"neo":{"usd":3},"only":{"XNEOUSD":{"c":["4","5"]}},"list":[6]}""";

    [Theory]
    [InlineData("$.a['b.c'][0]", "1")]
    [InlineData("$.a['b.c'][1].d", "2")]
    [InlineData("$.{name}.usd", "3")]
    [InlineData("$.only.*.c[0]", "4")]
    [InlineData("$.only[*].c[1]", "5")]
    [InlineData("$.list.*", "6")]
    [InlineData("$.list[1]", null)]
    [InlineData("$.a.x", null)]
    [InlineData("$.*.usd", null)]
    [InlineData("$.neo.usd.x", null)]
    [InlineData("$.list.a", null)]
    [InlineData("$.a[0]", null)]
    public void A_path_leads_to_its_value_or_to_none(string path, string? expected)
    {
        SourcePath parsed = SourcePath.TryParse(path)!;
        Assert.NotNull(parsed);
        Assert.Equal(expected is not null, parsed.TryFind(Encoding.UTF8.GetBytes(Answer), "neo", out Utf8JsonReader found));
        if (expected is not null)
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(found.ValueSpan));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[-1]")]
    [InlineData("$['']")]
    [InlineData("$[1:2]")]
    [InlineData("$[10000]")]
    [InlineData("$.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a")]
    public void Other_texts_are_no_paths(string text) => Assert.Null(SourcePath.TryParse(text));
}

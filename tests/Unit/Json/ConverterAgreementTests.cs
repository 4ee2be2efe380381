using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using NeoServiceLayer.Json;
using NeoServiceLayer.Protocol.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Json;

/// <summary>
/// Every converter that is generated, beside the serializer's own for the same declaration: both take the same texts and refuse the same, at
/// the same place, and write the same bytes.
/// </summary>
public sealed class ConverterAgreementTests
{
    private const int Documents = 150;

    public static TheoryData<string> Names { get; } = [.. JsonPair.All.Select(pair => pair.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Documents_are_taken_and_written_alike(string name) => Check(name, (random, pair) =>
    {
        DocumentWriter writer = new(random);
        byte[] text = Encoding.UTF8.GetBytes(new DocumentDamage(random, writer).Text(writer.Of(pair.Reference), repeats: false));
        (object? value, JsonException? refusal) = JsonPair.Read(text, pair.Reference);
        Assert.True(value is not null, $"The reference refuses {Encoding.UTF8.GetString(text)}: {refusal}");
        Agree(pair, text);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Documents_with_something_wrong_are_refused_alike(string name) => Check(name, (random, pair) =>
    {
        DocumentWriter writer = new(random);
        DocumentDamage damage = new(random, writer);
        JsonNode document = writer.Of(pair.Reference)!;
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            damage.ChangeOne(document);
        }

        Agree(pair, Encoding.UTF8.GetBytes(damage.Text(document, repeats: random.Next(4) == 0)));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_texts_are_refused_alike(string name) => Check(name, (random, pair) =>
    {
        DocumentWriter writer = new(random);
        DocumentDamage damage = new(random, writer);
        Agree(pair, Encoding.UTF8.GetBytes(damage.Break(damage.Text(writer.Of(pair.Reference), repeats: false))));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_object_is_refused_alike(string name)
    {
        JsonPair pair = JsonPair.All.Single(pair => pair.Name == name);
        Assert.All(
            ["null", "1", "\"a\"", "true", "[]", "[{}]", "{}", "{", "[", "", " ", "{}{}", "{},", "nul", "{\"\":1}", "{\" \":1}", new string('[', 65), "\"\\ud800\""],
            text => Agree(pair, Encoding.UTF8.GetBytes(text)));
    }

    private static void Check(string name, Action<Random, JsonPair> check)
    {
        JsonPair pair = JsonPair.All.Single(pair => pair.Name == name);
        Gen.Int.Sample(seed => check(new Random(seed), pair), iter: Documents);
    }

    private static void Agree(JsonPair pair, byte[] text)
    {
        string shown = $"{pair}: {Encoding.UTF8.GetString(text)}";
        (object? theirs, JsonException? expected) = JsonPair.Read(text, pair.Reference);
        (object? ours, JsonException? given) = JsonPair.Read(text, pair.Ours);
        Assert.True(expected is null == given is null, $"{shown}\nexpected {expected}\ngiven {given}");
        if (expected is not null)
        {
            // Of a member that comes twice ours tells where its second name stands; the serializer, for some types, where its second value ends.
            Assert.True(
                StrictJson.Check(text, out _) == StrictJsonError.DuplicateKey || expected.LineNumber + 1 == JsonLine.Of(given!, text),
                $"{shown}\nexpected line {expected.LineNumber + 1}, given {JsonLine.Of(given!, text)}");

            // Where one stands within another that comes twice itself, ours tells of the outer one.
            bool isWithin = StrictJson.Check(text, out _) == StrictJsonError.DuplicateKey && expected.Path!.StartsWith(given!.Path!, StringComparison.Ordinal);
            Assert.True(!ComparesPaths(pair, text) || isWithin || expected.Path == given!.Path, $"{shown}\nexpected {expected.Path}\ngiven {given!.Path}");
            return;
        }

        Assert.Equal(theirs is null, ours is null);
        // Values that are kept whole (a context) are written as they came, which fails alike where the text itself is none.
        if (ours is not null && StrictJson.Check(text, out _) is StrictJsonError.None or StrictJsonError.DuplicateKey)
        {
            Assert.Equal(JsonSerializer.Serialize(theirs, pair.Reference), JsonSerializer.Serialize(ours, pair.Ours));
            Assert.Equal(JsonSerializer.Serialize(ours, pair.Reference), JsonSerializer.Serialize(theirs, pair.Ours));
        }
    }

    /// <summary>
    /// A syntax error inside a value that is passed over or kept whole has the path of that value with the serializer, and a longer
    /// one with ours; nobody is told either.
    /// </summary>
    private static bool ComparesPaths(JsonPair pair, byte[] text) =>
        StrictJson.Check(text, out _) is StrictJsonError.None or StrictJsonError.DuplicateKey || pair.Name == "settings";
}

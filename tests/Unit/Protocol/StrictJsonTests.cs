using System.Text;
using System.Text.Json;
using CsCheck;
using NeoServiceLayer.Protocol.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

public sealed class StrictJsonTests
{
    /// <summary>An object with one name more than are compared in pairs.</summary>
    private const string NineNames = """{"":0,"a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0}""";

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Const("null"), Gen.Const("true"), Gen.Const("false"),
        Gen.Long.Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        One("0", "-0", "0.0", "1e5", "1E+5", "-1.25e-10", "1e999"),
        One("\"\"", "\"a\"", "\"é😀\"", "\"\\u00e9\\uD83D\\uDE00\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""));

    private static readonly Gen<string> Space = One("", " ", "\n\t\r");

    [Theory]
    [InlineData("{}", StrictJsonError.None)]
    [InlineData(" [ ] ", StrictJsonError.None)]
    [InlineData("0", StrictJsonError.None)]
    [InlineData("-0.0e-0", StrictJsonError.None)]
    [InlineData("\"\\u0000\"", StrictJsonError.None)]
    [InlineData("\"\u007F\"", StrictJsonError.None)]
    [InlineData("\"\u2028\"", StrictJsonError.None)]
    [InlineData("{\"\":0}", StrictJsonError.None)]
    [InlineData("", StrictJsonError.Truncated)]
    [InlineData(" ", StrictJsonError.Truncated)]
    [InlineData("[", StrictJsonError.Truncated)]
    [InlineData("[1", StrictJsonError.Truncated)]
    [InlineData("[1,", StrictJsonError.Truncated)]
    [InlineData("{\"a\"", StrictJsonError.Truncated)]
    [InlineData("{\"a\":", StrictJsonError.Truncated)]
    [InlineData("\"\\", StrictJsonError.Truncated)]
    [InlineData("\"\\u12", StrictJsonError.Truncated)]
    [InlineData("\"\\uD800", StrictJsonError.Truncated)]
    [InlineData("tru", StrictJsonError.Truncated)]
    [InlineData("-", StrictJsonError.Truncated)]
    [InlineData("1.", StrictJsonError.Truncated)]
    [InlineData("1e+", StrictJsonError.Truncated)]
    [InlineData("01", StrictJsonError.TrailingData)]
    [InlineData("1 2", StrictJsonError.TrailingData)]
    [InlineData("{}]", StrictJsonError.TrailingData)]
    [InlineData("[1,]", StrictJsonError.InvalidSyntax)]
    [InlineData("[,1]", StrictJsonError.InvalidSyntax)]
    [InlineData("[1 1]", StrictJsonError.InvalidSyntax)]
    [InlineData("{,}", StrictJsonError.InvalidSyntax)]
    [InlineData("{\"a\":1,}", StrictJsonError.InvalidSyntax)]
    [InlineData("{1:1}", StrictJsonError.InvalidSyntax)]
    [InlineData("{a:1}", StrictJsonError.InvalidSyntax)]
    [InlineData("{\"a\" 1}", StrictJsonError.InvalidSyntax)]
    [InlineData("[1}", StrictJsonError.InvalidSyntax)]
    [InlineData("+1", StrictJsonError.InvalidSyntax)]
    [InlineData(".5", StrictJsonError.InvalidSyntax)]
    [InlineData("-a", StrictJsonError.InvalidSyntax)]
    [InlineData("1.e1", StrictJsonError.InvalidSyntax)]
    [InlineData("0x1", StrictJsonError.TrailingData)]
    [InlineData("NaN", StrictJsonError.InvalidSyntax)]
    [InlineData("True", StrictJsonError.InvalidSyntax)]
    [InlineData("'a'", StrictJsonError.InvalidSyntax)]
    [InlineData("\"\n\"", StrictJsonError.InvalidSyntax)]
    [InlineData("\"\\x\"", StrictJsonError.InvalidSyntax)]
    [InlineData("\"\\u00G0\"", StrictJsonError.InvalidSyntax)]
    [InlineData("\uFEFF{}", StrictJsonError.InvalidSyntax)]
    [InlineData("//\n1", StrictJsonError.InvalidSyntax)]
    [InlineData("1/**/", StrictJsonError.TrailingData)]
    [InlineData("\u00A01", StrictJsonError.InvalidSyntax)]
    [InlineData("\"\\uD800\"", StrictJsonError.LoneSurrogate)]
    [InlineData("\"\\uDC00\"", StrictJsonError.LoneSurrogate)]
    [InlineData("\"\\uD800\\u0041\"", StrictJsonError.LoneSurrogate)]
    [InlineData("\"\\uD800x\"", StrictJsonError.LoneSurrogate)]
    [InlineData("{\"a\":1,\"a\":1}", StrictJsonError.DuplicateKey)]
    [InlineData("[{\"a\":{\"b\":1,\"\\u0062\":1}}]", StrictJsonError.DuplicateKey)]
    [InlineData("{\"\":1,\"\":1}", StrictJsonError.DuplicateKey)]
    [InlineData("{\"a\":1,\"A\":1,\"a \":1}", StrictJsonError.None)]
    public void Each_text_is_judged_as_written_here(string text, StrictJsonError expected)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, StrictJson.Check(utf8, out int offset));
        Assert.InRange(offset, 0, utf8.Length);
        if (expected is not (StrictJsonError.DuplicateKey or StrictJsonError.LoneSurrogate))
        {
            Assert.Equal(expected == StrictJsonError.None, ReaderAccepts(utf8));
        }
    }

    [Theory]
    [InlineData(64, StrictJsonError.None)]
    [InlineData(65, StrictJsonError.TooDeep)]
    [InlineData(1_000_000, StrictJsonError.TooDeep)]
    public void Nesting_goes_to_64(int depth, StrictJsonError expected)
    {
        Assert.Equal(expected, Check(new string('[', depth) + new string(']', depth)));
        Assert.Equal(expected, Check(string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1)));
    }

    [Fact]
    public void Whatever_is_generated_is_accepted_whole_and_nowhere_cut() => Value(3).Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Assert.Equal(StrictJsonError.None, StrictJson.Check(utf8, out int end));
            Assert.Equal(utf8.Length, end);
            Assert.True(ReaderAccepts(utf8));
            for (int cut = 0; cut < utf8.Length; cut++)
            {
                Assert.NotEqual(StrictJsonError.None, StrictJson.Check(utf8.AsSpan(0, cut), out _));
            }
        },
        iter: 500);

    [Fact]
    public void A_flipped_byte_is_judged_as_the_systems_reader_judges_it() => Gen.Select(Value(3), Gen.UInt, Gen.Byte).Sample(
        (text, place, value) =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            utf8[place % utf8.Length] = value;
            StrictJsonError error = StrictJson.Check(utf8, out _);
            bool comparable = error is not (StrictJsonError.DuplicateKey or StrictJsonError.LoneSurrogate or StrictJsonError.InvalidUtf8);
            Assert.True(!comparable || (error == StrictJsonError.None) == ReaderAccepts(utf8), Convert.ToHexString(utf8));
        },
        iter: 5000);

    [Fact]
    public void A_hundred_thousand_names_are_told_apart()
    {
        string names = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":0"));
        Assert.Equal(StrictJsonError.None, Check("{" + names + "}"));
        Assert.Equal(StrictJsonError.DuplicateKey, Check("{" + names + ",\"\\u0031\":0}"));
    }

    [Fact]
    public void A_name_is_found_again_wherever_it_was_in_an_object_of_any_size()
    {
        for (int size = 1; size <= 20; size++)
        {
            // Objects in the members, one with a name of the outer object, one larger than those that are compared in pairs.
            string inner = "{" + string.Join(',', Enumerable.Range(0, size % 12).Select(i => $"\"n{i}\":{{\"n0\":0}}")) + "}";
            string names = string.Join(',', Enumerable.Range(0, size).Select(i => $"\"n{i}\":{inner}"));
            Assert.Equal(StrictJsonError.None, Check("[{" + names + "},{" + names + "}]"));
            for (int again = 0; again < size; again++)
            {
                Assert.Equal(StrictJsonError.DuplicateKey, Check("{" + names + $",\"n{again}\":0}}"));
                Assert.Equal(StrictJsonError.DuplicateKey, Check("[{\"o\":{" + names + $",\"\\u006e{again}\":0}}}}]"));
                Assert.Equal(StrictJsonError.DuplicateKey, Check("{\"\\u006e" + names[2..] + $",\"n{again}\":0}}"));
            }
        }
    }

    [Fact]
    public void The_first_name_again_is_found_behind_any_number_of_names_in_one_object_or_many()
    {
        // Around each size at which the table grows: 3/4 of a power of two.
        foreach (int count in Enumerable.Range(6, 12).SelectMany(power => Enumerable.Range((3 << power >> 2) - 1, 3)))
        {
            string names = string.Join(',', Enumerable.Range(0, count).Select(i => $"\"a\\\"{i}\":0"));
            Assert.Equal(StrictJsonError.None, Check("{" + names + "}"));
            Assert.Equal(StrictJsonError.DuplicateKey, Check("{" + names + ",\"\\u0061\\\"0\":0}"));
            string objects = string.Join(',', Enumerable.Repeat(NineNames, count));
            Assert.Equal(StrictJsonError.None, Check("{\"\":[" + objects + "]}"));
            Assert.Equal(StrictJsonError.DuplicateKey, Check("{\"\":[" + objects + "],\"\":0}"));
        }
    }

    [Fact]
    public void Every_byte_at_every_place_of_a_string_is_judged_as_the_systems_reader_judges_it()
    {
        for (int length = 1; length <= 40; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int value = 0; value < 0x80; value++)
                {
                    byte[] utf8 = Encoding.UTF8.GetBytes("\"" + new string('x', length) + "\"");
                    utf8[1 + place] = (byte)value;
                    Assert.Equal(ReaderAccepts(utf8), StrictJson.Check(utf8, out _) == StrictJsonError.None);
                }
            }
        }
    }

    [Fact]
    public void Texts_of_many_names_are_checked_on_many_threads_at_once()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat(NineNames, 20_000)) + "]");
        byte[] twice = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat(NineNames, 20_000)) + ",{\"a\":1,\"a\":2}]");
        Parallel.For(0, 200, i => Assert.Equal(
            i % 2 == 0 ? StrictJsonError.None : StrictJsonError.DuplicateKey, StrictJson.Check(i % 2 == 0 ? utf8 : twice, out _)));
    }

    [Fact]
    public void An_accepted_text_allocates_nothing()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes("""{"a":[1,{"b":"c\u0064"}],"\u0065":{"f":null}}""");
        StrictJson.Check(utf8, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            StrictJson.Check(utf8, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("a", "\\u0061", true)]
    [InlineData("\\u00e9", "\\u00E9", true)]
    [InlineData("\\uD83D\\uDE00", "😀", true)]
    [InlineData("\\/", "/", true)]
    [InlineData("\\n", "n", false)]
    [InlineData("é", "e\\u0301", false)]
    public void Names_are_equal_if_they_mean_the_same(string one, string other, bool equal)
    {
        byte[] first = Encoding.UTF8.GetBytes(one);
        byte[] second = Encoding.UTF8.GetBytes(other);
        Assert.Equal(equal, EscapedName.Equal(first, second));
        Assert.Equal(equal, EscapedName.Hash(first) == EscapedName.Hash(second));
    }

    private static Gen<string> Value(int depth) => depth == 0
        ? Scalar
        : Gen.OneOf(
            Scalar,
            Gen.Select(Value(depth - 1).List[0, 4], Space).Select((items, space) => "[" + space + string.Join(space + "," + space, items) + space + "]"),
            Gen.Select(Value(depth - 1).List[0, 4], Space).Select((items, space) =>
                "{" + space + string.Join(",", items.Select((item, i) => $"{space}\"n{i}\"{space}:{space}{item}{space}")) + "}"))
            .Where(text => text[0] is '{' or '[' or '"');

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static StrictJsonError Check(string text) => StrictJson.Check(Encoding.UTF8.GetBytes(text), out _);

    private static bool ReaderAccepts(byte[] utf8)
    {
        try
        {
            Utf8JsonReader reader = new(utf8);
            while (reader.Read())
            {
                // The reader takes lone surrogates and broken UTF-8 until it is asked for the text.
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
            }

            return true;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}

using System.Text;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Rpc;
using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>Nodes' answers that are none, are too much, or are written otherwise.</summary>
public sealed class NodeAnswerTests
{
    private const string Run = """
        {"state":"HALT","gasconsumed":"123","exception":null,"stack":[{"type":"Array","value":[{"type":"Integer","value":"-5"},{"type":"Any"}]},
        {"type":"Map","value":[{"key":{"type":"ByteString","value":"aw=="},"value":{"type":"Boolean","value":true}}]},{"type":"Pointer","value":3},
        {"type":"InteropInterface","interface":"IIterator","id":"1-2-3"},{"type":"Buffer","value":"AQI="}],"notifications":[]}
        """;

    [Fact]
    public void No_answer_with_a_byte_changed_or_cut_anywhere_does_more_than_be_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes($$$"""[{"jsonrpc":"2.0","id":1,"result":{{{Run}}}},{"id":0,"error":{"code":-100,"message":"Unknown transaction","data":null}}]""");
        Assert.Equal((-5, 2), Read(whole));
        int refused = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. whole];
                changed[i] ^= (byte)(1 << bit);
                refused += Refuses(changed) ? 1 : 0;
            }

            Assert.True(Refuses(whole[..i]), $"It is taken though it ends at {i}.");
        }

        Assert.InRange(refused, whole.Length, 8 * whole.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("7")]
    [InlineData("""[{"id":0,"result":1}]""")]
    [InlineData("""[{"id":0,"result":1},{"id":0,"result":1}]""")]
    [InlineData("""[{"id":0,"result":1},{"id":2,"result":1}]""")]
    [InlineData("""[{"id":0,"result":1},{"id":-1,"result":1}]""")]
    [InlineData("""[{"id":0,"result":1},{"id":"1","result":1}]""")]
    [InlineData("""[{"id":0,"result":1},{"id":1,"result":1},{"id":1,"result":1}]""")]
    [InlineData("""[{"id":0,"result":1,"result":2},{"id":1,"result":1}]""")]
    [InlineData("""[{"id":0,"error":"no"},{"id":1,"result":1}]""")]
    [InlineData("""[{"id":0,"error":{"message":"no code"}},{"id":1,"result":1}]""")]
    [InlineData("""{"id":0,"result":1}""")]
    public void What_does_not_answer_both_calls_is_no_answer(string body) =>
        Assert.Throws<NodeException>(() => RpcReply.ReadAll(Encoding.UTF8.GetBytes(body), 2));

    [Fact]
    public void One_error_for_several_calls_says_that_they_are_taken_one_at_a_time() =>
        Assert.Null(RpcReply.ReadAll("""{"id":null,"error":{"code":-32600,"message":"Invalid request"}}"""u8.ToArray(), 2));

    [Theory]
    [InlineData("""{"type":"Integer","value":5}""")]
    [InlineData("""{"type":"Integer","value":"0x5"}""")]
    [InlineData("""{"type":"Integer","value":" 5"}""")]
    [InlineData("""{"type":"Integer","value":"99999999999999999999999999999999999999999999999999999999999999999999999999999999"}""")]
    [InlineData("""{"type":"Boolean","value":"true"}""")]
    [InlineData("""{"type":"ByteString","value":"*"}""")]
    [InlineData("""{"type":"ByteString"}""")]
    [InlineData("""{"type":"Array","value":{}}""")]
    [InlineData("""{"type":"Map","value":[{"key":{"type":"Any"}}]}""")]
    [InlineData("""{"type":"Other","value":1}""")]
    [InlineData("""{"type":"\ud800","value":1}""")]
    [InlineData("""{"value":"5","type":"Integer"}""")]
    [InlineData("5")]
    [InlineData("null")]
    public void What_is_no_value_is_refused(string value) => Assert.Throws<NodeException>(() => Values($"[{value}]"));

    [Theory]
    [InlineData(ChainValueReader.MaxDepth, false)]
    [InlineData(ChainValueReader.MaxDepth + 1, true)]
    [InlineData(1500, true)]
    public void Values_nested_too_deep_are_opaque_and_the_answer_is_read(int depth, bool opaque)
    {
        string nested = string.Concat(Enumerable.Repeat("""{"type":"Array","value":[""", depth - 1)) + """{"type":"Any"}""" + string.Concat(Enumerable.Repeat("]}", depth - 1));
        ChainValue value = Assert.Single(Values($"[{nested}]"));
        while (value is ChainArray array)
        {
            value = Assert.Single(array.Items);
        }

        Assert.Equal(opaque, value is ChainOpaque);
    }

    [Theory]
    [InlineData(ChainValueReader.MaxValues, 0)]
    [InlineData(ChainValueReader.MaxValues + 3, 3)]
    public void Values_beyond_the_most_are_opaque(int count, int opaque)
    {
        IReadOnlyList<ChainValue> values = Values("[" + string.Join(',', Enumerable.Repeat("""{"type":"Any"}""", count)) + "]");
        Assert.Equal((count, opaque), (values.Count, values.Count(value => value is ChainOpaque)));
    }

    [Fact]
    public void What_a_node_cannot_tell_is_nothing()
    {
        Assert.Empty(Values("\"error: recursive reference\""));
        Assert.Empty(Values("""{"type":"Integer","value":"1"}"""));
    }

    [Fact]
    public void Only_what_means_the_same_has_the_same_form()
    {
        ChainValue[] values =
        [
            new ChainNull(), new ChainBoolean(true), new ChainBoolean(false), new ChainInteger(0), new ChainInteger(1), new ChainInteger(-1), new ChainBytes(Array.Empty<byte>()),
            new ChainBytes("1"u8.ToArray()), new ChainArray([]), new ChainArray([new ChainNull()]), new ChainArray([new ChainArray([])]), new ChainMap([]),
            new ChainMap([new(new ChainInteger(1), new ChainInteger(2))]), new ChainMap([new(new ChainInteger(2), new ChainInteger(1))]), new ChainOpaque("Pointer"),
        ];
        HashSet<UInt256> forms = [.. values.Select(value => new CanonicalForm().Add([value]).End())];
        Assert.Equal(values.Length, forms.Count);
        Assert.NotEqual(new CanonicalForm().Add("ab").Add("c").End(), new CanonicalForm().Add("a").Add("bc").End());
        Assert.NotEqual(
            new CanonicalForm().Add([new ChainArray([new ChainNull()]), new ChainNull()]).End(),
            new CanonicalForm().Add([new ChainArray([new ChainNull(), new ChainNull()])]).End());
        Assert.Equal(
            new CanonicalForm().Add([new ChainBytes("k"u8.ToArray())]).End(), new CanonicalForm().Add(Values("""[{"type":"Buffer","value":"aw\u003d="}]""")).End());
    }

    private static (int Integer, int Count) Read(byte[] body)
    {
        RpcReply[] replies = RpcReply.ReadAll(body, 2)!;
        Assert.True(replies[0].Error!.IsUnknownTransaction);
        InvocationAnswer run = replies[1].Read(NodeJson.Default.InvocationAnswer);
        ChainArray first = Assert.IsType<ChainArray>(run.Stack!.Items[0]);
        return ((int)Assert.IsType<ChainInteger>(first.Items[0]).Value, first.Items.Count);
    }

    private static bool Refuses(byte[] body)
    {
        try
        {
            foreach (RpcReply reply in RpcReply.ReadAll(body, 2) ?? [])
            {
                _ = reply.Error is null ? reply.Read(NodeJson.Default.InvocationAnswer) : null;
            }

            return false;
        }
        catch (NodeException)
        {
            return true;
        }
    }

    private static IReadOnlyList<ChainValue> Values(string json) => new RpcReply(
        Encoding.UTF8.GetBytes($$"""{"state":"HALT","gasconsumed":"1","stack":{{json}}}"""), null).Read(NodeJson.Default.InvocationAnswer).Stack!.Items;
}

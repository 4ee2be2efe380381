using Microsoft.AspNetCore.Http;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class CallHeadersTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData("!", true)]
    [InlineData("a~Z-09", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("caf\u00e9", false)]
    [InlineData("\u007f", false)]
    [InlineData("\t", false)]
    public void An_idempotency_key_is_visible_ascii(string key, bool good) => Assert.Equal(good, CallHeaders.IsIdempotencyKey(key));

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void An_idempotency_key_has_at_most_128_characters(int length, bool good) =>
        Assert.Equal(good, CallHeaders.IsIdempotencyKey(new string('k', length)));

    [Fact]
    public void A_key_becomes_the_id_and_without_one_each_call_gets_its_own()
    {
        Assert.Null(CallHeaders.Read(Headers(("Idempotency-Key", "abc")), 1000, out CallHeaders named));
        Assert.Equal("abc", named.RequestId);

        CallHeaders.Read(new HeaderDictionary(), 1000, out CallHeaders first);
        CallHeaders.Read(new HeaderDictionary(), 1000, out CallHeaders second);
        Assert.True(CallHeaders.IsIdempotencyKey(first.RequestId));
        Assert.NotEqual(first.RequestId, second.RequestId);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void A_receipt_is_asked_for_with_1(string text, bool wanted)
    {
        Assert.Null(CallHeaders.Read(Headers(("Nsl-Receipt", text)), 1000, out CallHeaders call));
        Assert.Equal(wanted, call.WantsReceipt);
        Assert.Null(CallHeaders.Read(new HeaderDictionary(), 1000, out CallHeaders plain));
        Assert.False(plain.WantsReceipt);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("")]
    [InlineData("1,1")]
    public void What_asks_for_a_receipt_otherwise_is_refused(string text) =>
        Assert.Same(ErrorCode.InvalidRequest, CallHeaders.Read(Headers(("Nsl-Receipt", text)), 1000, out _)!.Value.Code);

    [Fact]
    public void A_bad_key_is_refused_under_an_id_of_our_own()
    {
        Refusal? refusal = CallHeaders.Read(Headers(("Idempotency-Key", "a b")), 1000, out CallHeaders call);
        Assert.Same(ErrorCode.InvalidRequest, refusal!.Value.Code);
        Assert.True(CallHeaders.IsIdempotencyKey(call.RequestId));
    }

    [Theory]
    [InlineData(Trace, true)]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false)]
    [InlineData("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false)]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-", false)]
    [InlineData("", false)]
    public void A_trace_parent_that_is_not_well_formed_is_dropped(string text, bool kept)
    {
        Assert.Null(CallHeaders.Read(Headers(("traceparent", text)), 1000, out CallHeaders call));
        Assert.Equal(kept ? text : "", call.TraceParent);
    }

    [Fact]
    public void Any_changed_character_of_a_trace_parents_frame_drops_it()
    {
        for (int i = 0; i < Trace.Length; i++)
        {
            Assert.False(CallHeaders.IsTraceParent(string.Concat(Trace.AsSpan(0, i), "g", Trace.AsSpan(i + 1))), $"character {i}");
        }
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3600000", 3_600_000)]
    [InlineData("3600001", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("99999999999999", null)]
    [InlineData(" 5", null)]
    public void A_deadline_is_a_whole_number_of_milliseconds(string text, int? expected)
    {
        Refusal? refusal = CallHeaders.Read(Headers(("Nsl-Deadline-Ms", text)), 1000, out CallHeaders call);
        Assert.Equal(expected is null, refusal is not null);
        if (expected is not null)
        {
            Assert.Equal(expected, call.DeadlineMs);
        }
    }

    [Theory]
    [InlineData("Stamp abc..def", "abc..def")]
    [InlineData("stamp abc", "abc")]
    [InlineData("Bearer abc", null)]
    [InlineData("Stamp", null)]
    [InlineData("Stamp a b", null)]
    public void A_stamp_goes_along_and_nothing_else_authorises(string text, string? expected)
    {
        Refusal? refusal = CallHeaders.Read(Headers(("Authorization", text)), 1000, out CallHeaders call);
        Assert.Equal(expected is null, refusal is not null);
        Assert.Equal(expected, refusal is null ? call.Stamp : null);
    }

    private static HeaderDictionary Headers(params (string Name, string Value)[] headers)
    {
        HeaderDictionary dictionary = [];
        foreach ((string name, string value) in headers)
        {
            dictionary[name] = value;
        }

        return dictionary;
    }
}

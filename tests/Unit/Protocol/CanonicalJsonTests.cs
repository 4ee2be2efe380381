using System.Globalization;
using System.Text;
using NeoServiceLayer.Protocol.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void A_number_is_written_as_ECMAScript_writes_it(string bits, string written)
    {
        double value = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Equal(written, Write(value.ToString("R", CultureInfo.InvariantCulture)));
    }

    /// <summary>RFC 8785, sections 3.2.2 and 3.2.3.</summary>
    [Theory]
    [InlineData(
        """{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""")]
    [InlineData(
        """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""",
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}")]
    [InlineData(" [ 56 , { \"d\" : true , \"10\" : null , \"1\" : [ ] } ] ", """[56,{"1":[],"10":null,"d":true}]""")]
    [InlineData("\"\\u0000\\b\\t\\n\\f\\r\\u001f\\u007f\"", "\"\\u0000\\b\\t\\n\\f\\r\\u001f\u007f\"")]
    public void A_value_has_one_form(string json, string form)
    {
        Assert.Equal(form, Write(json));
        Assert.Equal(form, Write(form));
    }

    [Fact]
    public void Every_double_reads_back_as_itself()
    {
        Random random = new(8785);
        for (int i = 0; i < 50_000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                string written = Write(value.ToString("R", CultureInfo.InvariantCulture));
                Assert.Equal(value == 0 ? 0 : value, double.Parse(written, CultureInfo.InvariantCulture));
                Assert.Equal(written, Write(written));
            }
        }
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("[-1e999]")]
    public void A_number_beyond_the_range_has_none(string json) => Assert.Throws<FormatException>(() => Write(json));

    [Fact]
    public void What_is_read_as_the_same_has_the_same_hash() =>
        Assert.Equal(CanonicalJson.Hash("{\"a\":1.0,\"b\":\"\\u0041\"}"u8.ToArray()), CanonicalJson.Hash("{ \"b\":\"A\", \"a\":1e0 }"u8.ToArray()));

    private static string Write(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(Encoding.UTF8.GetBytes(json)));
}

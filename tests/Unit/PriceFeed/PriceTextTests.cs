using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using NeoServiceLayer.Enclave.PriceFeed.Numbers;
using Xunit;

namespace NeoServiceLayer.Tests.PriceFeed;

public sealed class PriceTextTests
{
    [Theory]
    [InlineData("12.34", 0, -8, "1234000000")]
    [InlineData("12.34", 2, -8, "123400000000")]
    [InlineData("0.00000001", 0, -8, "1")]
    [InlineData("1e-8", 0, -8, "1")]
    [InlineData("1E+2", 0, 0, "100")]
    [InlineData("007.5", 0, -1, "75")]
    [InlineData("+3", 0, 0, "3")]
    [InlineData("0.5", 0, 0, null)]
    [InlineData("1.5", 0, 0, "2")]
    [InlineData("2.5", 0, 0, "2")]
    [InlineData("2.50000000000000000001", 0, 0, "3")]
    [InlineData("0.000000000000000001", 0, -18, "1")]
    [InlineData("1000000000000000000", 0, -18, "1000000000000000000000000000000000000")]
    public void A_price_is_read_exactly_and_rounded_to_even(string text, int scale, int exponent, string? expected)
    {
        PriceTextProblem problem = PriceText.TryRead(Encoding.UTF8.GetBytes(text), scale, exponent, out UInt128 price);
        Assert.Equal(expected is null ? PriceTextProblem.OutOfRange : PriceTextProblem.None, problem);
        Assert.Equal(expected is null ? 0 : UInt128.Parse(expected, CultureInfo.InvariantCulture), price);
    }

    [Theory]
    [InlineData("", PriceTextProblem.NotANumber)]
    [InlineData("NaN", PriceTextProblem.NotANumber)]
    [InlineData("Infinity", PriceTextProblem.NotANumber)]
    [InlineData("1,5", PriceTextProblem.NotANumber)]
    [InlineData("1.", PriceTextProblem.NotANumber)]
    [InlineData(".5", PriceTextProblem.NotANumber)]
    [InlineData("1e", PriceTextProblem.NotANumber)]
    [InlineData("1e99999", PriceTextProblem.NotANumber)]
    [InlineData("0x10", PriceTextProblem.NotANumber)]
    [InlineData(" 1", PriceTextProblem.NotANumber)]
    [InlineData("0", PriceTextProblem.Zero)]
    [InlineData("-0.000", PriceTextProblem.Zero)]
    [InlineData("-1", PriceTextProblem.Negative)]
    [InlineData("1e9999", PriceTextProblem.OutOfRange)]
    [InlineData("1e-9999", PriceTextProblem.OutOfRange)]
    [InlineData("1000000000000000000.1", PriceTextProblem.OutOfRange)]
    [InlineData("0.0000000000000000009", PriceTextProblem.OutOfRange)]
    public void What_is_no_price_says_why(string text, object problem) =>
        Assert.Equal((PriceTextProblem)problem, PriceText.TryRead(Encoding.UTF8.GetBytes(text), scale: 0, exponent: -18, out _));

    [Fact]
    public void Every_number_in_the_range_reads_as_itself() =>
        Gen.Select(Gen.ULong[1, 999_999_999_999_999_999], Gen.Int[0, 18]).Sample((digits, places) =>
        {
            string text = (digits / BigInteger.Pow(10, places)).ToString() + (places == 0 ? "" : "." + (digits % BigInteger.Pow(10, places)).ToString().PadLeft(places, '0'));
            Assert.Equal(PriceTextProblem.None, PriceText.TryRead(Encoding.UTF8.GetBytes(text), scale: 0, exponent: -18, out UInt128 price));
            Assert.Equal((BigInteger)digits * BigInteger.Pow(10, 18 - places), (BigInteger)price);
        });
}

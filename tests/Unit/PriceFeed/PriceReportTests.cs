using NeoServiceLayer.Contracts.PriceFeed;
using Xunit;

namespace NeoServiceLayer.Tests.PriceFeed;

public sealed class PriceReportTests
{
    private static readonly PriceReport Report = new()
    {
        Network = 0x8F7E6D5C,
        Symbol = "NEO/USD",
        Round = 17,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(1_750_000_000_123),
        Price = 1_234_000_000,
        Confidence = 1_500_000,
        Exponent = -8,
        Sources = 0b1011,
        QuotesHash = Enumerable.Repeat((byte)0xAB, PriceReport.HashLength).ToArray(),
        ConfigurationHash = Enumerable.Repeat((byte)0xCD, PriceReport.HashLength).ToArray(),
    };

    [Fact]
    public void A_report_has_the_bytes_that_the_pages_say() => Assert.Equal(
        "4e534c5052433031" + "5c6d7e8f" + "4e454f2f555344000000000000000000" + "1100000000000000" + "7bdc207497010000"
        + "80588d49000000000000000000000000" + "60e31600000000000000000000000000" + "f8" + "0b000000"
        + string.Concat(Enumerable.Repeat("ab", 32)) + string.Concat(Enumerable.Repeat("cd", 32)),
        Convert.ToHexStringLower(Report.ToBytes()));

    [Fact]
    public void A_report_reads_as_what_was_written()
    {
        byte[] bytes = Report.ToBytes();
        Assert.Equal(bytes, PriceReport.TryRead(bytes)!.ToBytes());
        Assert.Equal((Report.Symbol, Report.Round, Report.Time, Report.Price), (PriceReport.TryRead(bytes)!.Symbol, PriceReport.TryRead(bytes)!.Round, PriceReport.TryRead(bytes)!.Time, PriceReport.TryRead(bytes)!.Price));
    }

    [Fact]
    public void Each_flipped_bit_gives_another_report_or_none()
    {
        byte[] bytes = Report.ToBytes();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            if (PriceReport.TryRead(changed) is { } read)
            {
                Assert.Equal(changed, read.ToBytes());
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(144)]
    [InlineData(146)]
    public void Another_length_is_no_report(int length)
    {
        byte[] bytes = new byte[length];
        Report.ToBytes().AsSpan(0, Math.Min(length, PriceReport.Length)).CopyTo(bytes);
        Assert.Null(PriceReport.TryRead(bytes));
    }

    [Fact]
    public void What_is_out_of_its_range_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => (Report with { Symbol = "neo/usd" }).ToBytes());
        Assert.Throws<ArgumentException>(() => (Report with { Symbol = "SEVENTEEN-LETTERS" }).ToBytes());
        Assert.Throws<ArgumentException>(() => (Report with { Round = 0 }).ToBytes());
        Assert.Throws<ArgumentException>(() => (Report with { Price = 0 }).ToBytes());
        Assert.Throws<ArgumentException>(() => (Report with { Price = (UInt128)Int128.MaxValue + 1 }).ToBytes());
        Assert.Throws<ArgumentException>(() => (Report with { Exponent = 1 }).ToBytes());
        Assert.Throws<ArgumentException>(() => (Report with { QuotesHash = new byte[31] }).ToBytes());
    }
}

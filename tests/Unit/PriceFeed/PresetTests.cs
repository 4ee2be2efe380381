using System.Globalization;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.PriceFeed.Sources;
using Xunit;

namespace NeoServiceLayer.Tests.PriceFeed;

/// <summary>The presets read the answers that the interfaces' owners document.</summary>
public sealed class PresetTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static string Seconds => Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds => Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static TheoryData<string, string, string> Answers => new()
    {
        { "binance", "NEO/USDT", """{"symbol":"NEOUSDT","price":"12.34000000"}""" },
        { "coinbase", "BTC/USD", """{"ask":"12.35","bid":"12.33","volume":"1","trade_id":1,"price":"12.34","size":"0.1","time":"2026-01-02T03:04:04.123456Z"}""" },
        { "kraken", "BTC/USD", """{"error":[],"result":{"XXBTZUSD":{"a":["12.35","1","1.000"],"b":["12.33","1","1.000"],"c":["12.34000","0.1"],"o":"12.0"}}}""" },
        { "okx", "NEO/USDT", $$"""{"code":"0","msg":"","data":[{"instType":"SPOT","instId":"NEO-USDT","last":"12.34","lastSz":"1","ts":"{{Milliseconds}}"}]}""" },
        { "kucoin", "NEO/USDT", $$$"""{"code":"200000","data":{"time":{{{Milliseconds}}},"sequence":"1","price":"12.34","size":"1","bestBid":"12.33"}}""" },
        { "gate", "NEO/USDT", """[{"currency_pair":"NEO_USDT","last":"12.34","lowest_ask":"12.35","base_volume":"1"}]""" },
        { "coingecko", "NEO/USD", $$$"""{"neo":{"usd":12.34,"last_updated_at":{{{Seconds}}}}}""" },
        { "coinpaprika", "NEO/USD", """{"id":"neo-neo","name":"Neo","symbol":"NEO","last_updated":"2026-01-02T03:03:05Z","quotes":{"USD":{"price":12.34,"volume_24h":1.5}}}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_documented_answer_is_read(string preset, string symbol, string answer)
    {
        SourceSettings source = Read(preset);
        SourceChecks.Require(source);
        SourceReading reading = new SourceAnswer(source).Read(Encoding.UTF8.GetBytes(answer), source.Symbols[symbol], exponent: -8, Now);
        Assert.Equal((null, (UInt128)1_234_000_000), (reading.Failure, reading.Price));
    }

    [Fact]
    public void Every_preset_has_an_answer_here() =>
        Assert.Equal(
            Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Answers.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    private static string Folder
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NeoServiceLayer.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder!.FullName, "presets", "price-sources");
        }
    }

    private static SourceSettings Read(string preset) =>
        JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(Folder, preset + ".json")), PriceFeedRequestJson.Default.SourceSettings)!;
}

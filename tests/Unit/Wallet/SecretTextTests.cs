using System.Text.Json;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Wallet;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\"\\\u0001 Zoë 𝄞 +&<>")]
    public void A_text_is_written_and_read_as_any_other(string text)
    {
        using SecretText secret = new(text);
        string json = JsonSerializer.Serialize(
            new ExportWalletResponse { WalletId = "w", Address = "a", Wif = secret }, WalletResponseJson.Default.ExportWalletResponse);
        Assert.Equal(text, JsonDocument.Parse(json).RootElement.GetProperty("wif").GetString());
        ExportWalletResponse read = JsonSerializer.Deserialize(json, WalletResponseJson.Default.ExportWalletResponse)!;
        Assert.Equal(text, new string(read.Wif!.Text));
        read.Wif.Dispose();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[\"a\"]")]
    [InlineData("true")]
    public void Only_a_string_is_one(string json) => Assert.Throws<JsonException>(() =>
        JsonSerializer.Deserialize($$"""{"name":"a","wif":{{json}}}""", WalletRequestJson.Default.ImportWalletRequest));

    [Fact]
    public void It_prints_as_nothing_and_is_gone_when_disposed()
    {
        SecretText secret = new("hidden");
        Assert.DoesNotContain("hidden", secret.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", new ImportWalletRequest { Name = "a", Wif = secret, Passphrase = secret }.ToString(), StringComparison.Ordinal);
        ReadOnlySpan<char> text = secret.Text;
        secret.Dispose();
        Assert.True(text.IndexOfAnyExcept('\0') < 0);
        Assert.Throws<ObjectDisposedException>(() => secret.Text.Length);
    }
}

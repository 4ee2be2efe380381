using System.Text.Json;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

public sealed class SecretValueTests
{
    [Theory]
    [InlineData("")]
    [InlineData("AA==")]
    [InlineData("AAA=")]
    [InlineData("/+8A")]
    [InlineData("\\/\\u002b8A")]
    public void Base64_is_read_as_the_framework_reads_it_and_written_back(string json)
    {
        string text = JsonSerializer.Deserialize<string>($"\"{json}\"")!;
        using SecretValue value = Read($"\"{json}\"");
        Assert.Equal(Convert.FromBase64String(text), value.Bytes);
        Assert.Equal(
            text, JsonDocument.Parse(JsonSerializer.Serialize(
                new DecryptResponse { Plaintext = value, Version = 1 }, SecretsResponseJson.Default.DecryptResponse)).RootElement.GetProperty("plaintext").GetString());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("\"A\"")]
    [InlineData("\"AA\"")]
    [InlineData("\"AA=\"")]
    [InlineData("\"AA==\\n\"")]
    [InlineData("\" AA==\"")]
    [InlineData("\"A A = \"")]
    [InlineData("\"AAAA AAA\"")]
    [InlineData("\"AA==AA==\"")]
    [InlineData("\"-_8A\"")]
    [InlineData("\"äAAA\"")]
    public void Anything_else_is_none(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void It_prints_as_nothing_and_is_gone_when_disposed()
    {
        SecretValue secret = new("hidden"u8);
        Assert.DoesNotContain("hidden", secret.ToString(), StringComparison.Ordinal);
        CreateSecretRequest request = new() { Name = "a", Value = secret };
        Assert.DoesNotContain("aGlkZGVu", request.ToString(), StringComparison.Ordinal);
        ReadOnlySpan<byte> bytes = secret.Bytes;
        request.Dispose();
        Assert.True(bytes.IndexOfAnyExcept((byte)0) < 0);
        Assert.Throws<ObjectDisposedException>(() => secret.Bytes.Length);
    }

    private static SecretValue Read(string json) => JsonSerializer.Deserialize(
        $$"""{"secretId":"s","value":{{json}}}""", SecretsRequestJson.Default.PutSecretValueRequest)!.Value;
}

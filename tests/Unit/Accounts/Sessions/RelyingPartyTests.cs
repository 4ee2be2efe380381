using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Enclave.Core.Host;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>What the measured configuration may say of the site for which passkeys sign.</summary>
public sealed class RelyingPartyTests
{
    [Theory]
    [InlineData("example.org", "https://example.org")]
    [InlineData("example.org", "https://app.example.org", "https://example.org:8443", "https://a.b.example.org")]
    [InlineData("localhost", "http://localhost:8080", "http://localhost", "https://localhost")]
    public void A_domain_and_origins_of_it_are_taken(string rpId, params string[] origins)
    {
        RelyingParty read = Parse(rpId, origins).WebAuthn!;
        Assert.Equal(rpId, read.RpId);
        Assert.Equal(origins, read.Origins);
    }

    [Theory]
    [InlineData("", "https://example.org")]
    [InlineData("Example.org", "https://example.org")]
    [InlineData("https://example.org", "https://example.org")]
    [InlineData("127.0.0.1", "https://127.0.0.1")]
    [InlineData("example.org")]
    [InlineData("example.org", "https://example.com")]
    [InlineData("example.org", "https://evilexample.org")]
    [InlineData("example.org", "https://example.org.evil.com")]
    [InlineData("example.org", "http://example.org")]
    [InlineData("localhost", "http://evil.localhost")]
    [InlineData("example.org", "https://example.org/")]
    [InlineData("example.org", "https://example.org/path")]
    [InlineData("example.org", "https://example.org:443")]
    [InlineData("example.org", "https://Example.org")]
    [InlineData("example.org", "https://user@example.org")]
    [InlineData("example.org", "example.org")]
    [InlineData("example.org", "null")]
    public void Anything_else_is_refused(string rpId, params string[] origins)
    {
        FormatException refused = Assert.Throws<FormatException>(() => Parse(rpId, origins));
        Assert.Contains("webAuthn", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"webAuthn":{"rpId":"example.org"}}""")]
    [InlineData("""{"webAuthn":{"origins":["https://example.org"]}}""")]
    [InlineData("""{"webAuthn":{"rpId":"example.org","origins":[null]}}""")]
    [InlineData("""{"webAuthn":{"rpId":"example.org","origins":["https://example.org"],"name":"x"}}""")]
    [InlineData("""{"maxSessionsPerAccount":0}""")]
    [InlineData("""{"maxSessionsPerAccount":129}""")]
    public void What_is_incomplete_or_unknown_is_refused(string json) =>
        Assert.Throws<FormatException>(() => EnclaveSettings.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void There_are_at_most_sixteen_origins()
    {
        string[] origins = [.. Enumerable.Range(0, 17).Select(i => $"https://a{i}.example.org")];
        Assert.Equal(16, Parse("example.org", origins[1..]).WebAuthn!.Origins.Count);
        Assert.Throws<FormatException>(() => Parse("example.org", origins));
    }

    private static EnclaveSettings Parse(string rpId, string[] origins)
    {
        JsonObject site = new() { ["rpId"] = rpId, ["origins"] = new JsonArray([.. origins.Select(origin => JsonValue.Create(origin))]) };
        return EnclaveSettings.Parse(Encoding.UTF8.GetBytes(new JsonObject { ["webAuthn"] = site }.ToJsonString()));
    }
}

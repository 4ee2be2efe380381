using System.Text;
using NeoServiceLayer.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class GatewayOptionsTests
{
    [Fact]
    public void Without_arguments_it_meets_the_enclave_in_the_state_folder()
    {
        GatewayOptions options = GatewayOptions.Parse([]);
        Assert.Equal("unix:.nsl/enclave.sock", options.Enclave.ToString());
        Assert.Equal(".nsl/gateway.db", options.StoreFile);
    }

    [Theory]
    [InlineData("--store", "postgres:x")]
    [InlineData("--store", "sqlite:")]
    [InlineData("--urls", "https://127.0.0.1:1")]
    [InlineData("--urls", "http://example.org:80")]
    [InlineData("--urls", "http://127.0.0.1")]
    [InlineData("--admin", "8081")]
    [InlineData("--enclave", "somewhere")]
    [InlineData("--config")]
    [InlineData("--enclaves", "unix:/x")]
    [InlineData("extra")]
    public void Wrong_usage_is_one_sentence_and_exit_2(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        Assert.Equal(2, GatewayProgram.Run(arguments, output, errors));
        Assert.Equal("", output.ToString());
        string sentence = Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("gateway: ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "usage: gateway")]
    [InlineData("--version", "gateway 0.")]
    public void Help_and_version_are_printed(string argument, string part)
    {
        using StringWriter output = new();
        Assert.Equal(0, GatewayProgram.Run([argument], output, TextWriter.Null));
        Assert.Contains(part, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_keeps_the_defaults_of_what_it_leaves_out()
    {
        GatewaySettings settings = GatewaySettings.Parse("""{"requestsPerSecond":5,"corsOrigins":["https://app.example"]}"""u8);
        Assert.Equal(5, settings.RequestsPerSecond);
        Assert.Equal(new GatewaySettings().MaxBodyBytes, settings.MaxBodyBytes);
        Assert.Equal(["https://app.example"], settings.CorsOrigins);
    }

    [Theory]
    [InlineData("{\"unknown\":1}")]
    [InlineData("{\"maxInFlight\":0}")]
    [InlineData("{\"maxInFlight\":1,\"maxInFlight\":2}")]
    [InlineData("{\"maxInFlight\":null}")]
    [InlineData("{\"maxBodyBytes\":4194304}")]
    [InlineData("{\"corsOrigins\":[\"*\",\"https://a.example\"]}")]
    [InlineData("{\"corsOrigins\":[\"https://a.example/path\"]}")]
    [InlineData("{\"corsOrigins\":[null]}")]
    [InlineData("{\"corsOrigins\":null}")]
    [InlineData("null")]
    [InlineData("")]
    public void A_configuration_that_is_not_acceptable_is_refused(string json) =>
        Assert.Throws<FormatException>(() => GatewaySettings.Parse(Encoding.UTF8.GetBytes(json)));
}

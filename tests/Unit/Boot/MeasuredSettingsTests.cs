using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Nitro.Boot;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>What configures the enclave is one file.</summary>
public sealed class MeasuredSettingsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void Without_a_file_everything_is_by_default()
    {
        File.Delete(file);
        Assert.Equal(64, MeasuredSettings.Read(file).MaxConnections);
    }

    [Fact]
    public void The_file_is_read()
    {
        File.WriteAllText(file, """{"maxConnections":7}""");
        Assert.Equal(7, MeasuredSettings.Read(file).MaxConnections);
    }

    [Fact]
    public void What_documents_bind_of_it_is_the_hash_of_its_very_bytes()
    {
        foreach (string written in (string[])["""{"maxConnections":7}""", """{ "maxConnections": 7 }""", "{}\n"])
        {
            File.WriteAllText(file, written);
            Assert.Equal(SHA256.HashData(File.ReadAllBytes(file)), MeasuredSettings.Read(file).SourceHash.ToArray());
        }

        File.Delete(file);
        Assert.Equal(SHA256.HashData([]), MeasuredSettings.Read(file).SourceHash.ToArray());
    }

    [Fact]
    public void What_is_wrong_with_it_is_said_with_its_name()
    {
        File.WriteAllText(file, """{"maxConnections":1}""");
        BootException wrong = Assert.Throws<BootException>(() => MeasuredSettings.Read(file));
        Assert.StartsWith(file + ": ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_ends_the_boot()
    {
        File.WriteAllText(file, """{"networks":[{"name":"n","magic":1,"quorum":1,"endpoints":[{"url":"http://127.0.0.1:50012"}]}]}""");
        Assert.Equal(
            file + ": The configuration's networks[].endpoints[].url must be https: plain http is for local mode alone.",
            Assert.Throws<BootException>(() => MeasuredSettings.Read(file)).Message);
    }

    public void Dispose() => File.Delete(file);
}

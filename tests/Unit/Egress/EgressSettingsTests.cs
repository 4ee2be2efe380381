using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Egress;

/// <summary>What the configuration says of the way out.</summary>
public sealed class EgressSettingsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void By_default_users_name_no_host()
    {
        EgressSettings egress = Parse("{}").Egress;
        Assert.Equal((UserHosts.None, 16, 256), (egress.UserHosts, egress.MaxConcurrent, egress.MaxWaiting));
        Assert.Equal((0, null), (egress.Hosts.Count, egress.Roots));
    }

    [Theory]
    [InlineData("none", UserHosts.None)]
    [InlineData("listed", UserHosts.Listed)]
    [InlineData("any-public", UserHosts.AnyPublic)]
    public void The_word_on_users_hosts_is_one_of_three(string word, UserHosts meant) =>
        Assert.Equal(meant, Parse($$$"""{"egress":{"userHosts":"{{{word}}}"}}""").Egress.UserHosts);

    [Theory]
    [InlineData("""{"userHosts":"anyPublic"}""", "at $.egress.userHosts,")]
    [InlineData("""{"userHosts":2}""", "at $.egress.userHosts,")]
    [InlineData("""{"hosts":[null]}""", "egress.hosts must be")]
    [InlineData("""{"hosts":["https://example.org"]}""", "egress.hosts must be")]
    [InlineData("""{"hosts":["example.org/a"]}""", "egress.hosts must be")]
    [InlineData("""{"hosts":["a b"]}""", "egress.hosts must be")]
    [InlineData("""{"hosts":["example.org:0"]}""", "egress.hosts must be")]
    [InlineData("""{"hosts":["example.org:65536"]}""", "egress.hosts must be")]
    [InlineData("""{"hosts":[""]}""", "egress.hosts must be")]
    [InlineData("""{"maxConcurrent":0}""", "egress.maxConcurrent must be")]
    [InlineData("""{"maxConcurrent":129}""", "egress.maxConcurrent must be")]
    [InlineData("""{"maxWaiting":-1}""", "egress.maxWaiting must be")]
    [InlineData("""{"maxWaiting":4097}""", "egress.maxWaiting must be")]
    [InlineData("""{"roots":""}""", "egress.roots must be")]
    [InlineData("""{"roots":"none"}""", "egress.roots must be")]
    [InlineData("""{"roots":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"}""", "egress.roots must be")]
    [InlineData("""{"more":1}""", "at $.egress.more,")]
    public void What_is_wrong_is_said_with_its_member(string egress, string said)
    {
        FormatException wrong = Assert.Throws<FormatException>(() => Parse($$"""{"egress":{{egress}}}"""));
        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_hosts_are_taken_and_one_more_is_not()
    {
        JsonArray Hosts(int count) => [.. Enumerable.Range(0, count).Select(i => $"h{i}.example.org")];
        Assert.Equal(256, Parse(new JsonObject { ["egress"] = new JsonObject { ["hosts"] = Hosts(256) } }.ToJsonString()).Egress.Hosts.Count);
        Assert.Throws<FormatException>(() => Parse(new JsonObject { ["egress"] = new JsonObject { ["hosts"] = Hosts(257) } }.ToJsonString()));
    }

    [Fact]
    public void A_pin_stands_beside_https_alone()
    {
        string At(string scheme) => $$"""
            {"networks":[{"name":"n","magic":1,"quorum":1,"endpoints":[{"url":"{{scheme}}://localhost:1/","pin":"{{Convert.ToBase64String(new byte[32])}}"}]}]}
            """;
        Assert.Single(Parse(At("https")).Networks);
        Assert.Contains("networks[].endpoints[].pin must stand beside", Assert.Throws<FormatException>(() => Parse(At("http"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configurations_roots_replace_the_files()
    {
        (string ours, string theirs) = (Certificate("ours"), Certificate("theirs"));
        File.WriteAllText(file, "# Some authorities.\n" + theirs + theirs);
        Assert.Equal(["CN=theirs", "CN=theirs"], EgressRoots.Read(new EgressSettings(), file).Select(root => root.Subject));
        Assert.Equal(["CN=ours"], EgressRoots.Read(new EgressSettings { Roots = ours }, file).Select(root => root.Subject));
        File.Delete(file);
        Assert.Empty(EgressRoots.Read(new EgressSettings(), file));
        Assert.Equal(["CN=ours"], EgressRoots.Read(new EgressSettings { Roots = ours }, file).Select(root => root.Subject));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void A_file_of_roots_that_holds_none_is_an_error(string text)
    {
        File.WriteAllText(file, text);
        Assert.Contains(file, Assert.Throws<IOException>(() => EgressRoots.Read(new EgressSettings(), file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_releases_roots_can_be_read()
    {
        X509Certificate2Collection roots = EgressRoots.Read(new EgressSettings(), Path.Combine(RepositoryRoot(), "nitro", "ca-roots.pem"));
        Assert.True(roots.Count > 100, $"{roots.Count} roots.");
    }

    [Theory]
    [InlineData(EgressHttpFailure.HostNotAllowed, "hostNotAllowed")]
    [InlineData(EgressHttpFailure.Unreachable, "unreachable")]
    [InlineData(EgressHttpFailure.TimedOut, "timedOut")]
    [InlineData(EgressHttpFailure.CertificateExpired, "certificateExpired")]
    [InlineData(EgressHttpFailure.CertificateName, "certificateName")]
    [InlineData(EgressHttpFailure.CertificateUntrusted, "certificateUntrusted")]
    [InlineData(EgressHttpFailure.PinMismatch, "pinMismatch")]
    [InlineData(EgressHttpFailure.TlsFailed, "tlsFailed")]
    [InlineData(EgressHttpFailure.TooLarge, "tooLarge")]
    [InlineData(EgressHttpFailure.Cut, "cut")]
    [InlineData(EgressHttpFailure.Malformed, "malformed")]
    [InlineData(EgressHttpFailure.Overloaded, "overloaded")]
    public void Each_failure_has_a_word_that_stays(EgressHttpFailure failure, string word) =>
        Assert.Equal(word, new EgressHttpException(failure).Word);

    public void Dispose() => File.Delete(file);

    private static EnclaveSettings Parse(string json) => EnclaveSettings.Parse(Encoding.UTF8.GetBytes(json));

    private static string Certificate(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return made.ExportCertificatePem() + "\n";
    }

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NeoServiceLayer.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}

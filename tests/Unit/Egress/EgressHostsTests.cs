using System.Text;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Egress;

/// <summary>Who may be asked: by the configuration, by the mode, and by the word on users' hosts.</summary>
public sealed class EgressHostsTests
{
    private const string Network = """{"networks":[{"name":"n","magic":1,"quorum":1,"endpoints":[{"url":"URL"}]}]}""";

    [Theory]
    [InlineData("https://node.example/path", "https://node.example/", true)]
    [InlineData("https://node.example/path", "https://NODE.example:443/other?x=y", true)]
    [InlineData("https://Node.Example:10331/", "https://node.example:10331/", true)]
    [InlineData("https://node.example:10331/", "https://node.example/", false)]
    [InlineData("https://node.example/", "https://node.example:10331/", false)]
    [InlineData("https://node.example/", "https://node.example./", false)]
    [InlineData("https://node.example/", "https://a.node.example/", false)]
    [InlineData("https://node.example/", "https://example/", false)]
    [InlineData("https://node.example/", "https://node.example@other.example/", false)]
    [InlineData("https://node.example/", "https://other.example@node.example/", false)]
    [InlineData("https://node.example/", "http://node.example/", false)]
    [InlineData("https://node.example/", "http://node.example:443/", false)]
    [InlineData("https://10.0.0.5:10331/", "https://10.0.0.5:10331/", true)]
    [InlineData("https://[2001:DB8::1]:10331/", "https://[2001:db8:0::1]:10331/", true)]
    public void Services_ask_those_that_the_configuration_names_in_any_mode(string named, string asked, bool allowed)
    {
        foreach (EnclaveMode mode in Enum.GetValues<EnclaveMode>())
        {
            EgressHosts hosts = new(Parse(Network.Replace("URL", named, StringComparison.Ordinal)), mode);
            Assert.Equal(allowed, hosts.AllowsService(new Uri(asked)));
            Assert.False(hosts.AllowsUser(new Uri(asked)));
        }
    }

    [Fact]
    public void Plain_http_is_for_local_mode_alone()
    {
        EnclaveSettings settings = Parse(Network.Replace("URL", "http://127.0.0.1:50012", StringComparison.Ordinal));
        EgressHosts hosts = new(settings, EnclaveMode.Local);
        Assert.True(hosts.AllowsService(new Uri("http://127.0.0.1:50012/")));
        Assert.False(hosts.AllowsService(new Uri("https://127.0.0.1:50012/")));
        Assert.False(hosts.AllowsService(new Uri("http://127.0.0.1:50013/")));
        Assert.Equal(
            "The configuration's networks[].endpoints[].url must be https: plain http is for local mode alone.",
            Assert.Throws<FormatException>(() => new EgressHosts(settings, EnclaveMode.Nitro)).Message);
    }

    [Theory]
    [InlineData("https://example.org/", true)]
    [InlineData("https://EXAMPLE.org:443/a?b", true)]
    [InlineData("https://b\u00fccher.example.org/", true)]
    [InlineData("https://xn--bcher-kva.example/", true)]
    [InlineData("https://1.2.3.4.example.org/", true)]
    [InlineData("https://example.org:444/", false)]
    [InlineData("https://example.org:80/", false)]
    [InlineData("http://example.org/", false)]
    [InlineData("http://example.org:443/", false)]
    [InlineData("ftp://example.org:443/", false)]
    [InlineData("https://user@example.org/", false)]
    [InlineData("https://user:password@example.org/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://LOCALHOST/", false)]
    [InlineData("https://localhost./", false)]
    [InlineData("https://a.localhost/", false)]
    [InlineData("https://localhost.localdomain/", false)]
    [InlineData("https://printer.local/", false)]
    [InlineData("https://node.INTERNAL/", false)]
    [InlineData("https://ip-10-0-0-5.eu-west-1.compute.internal/", false)]
    [InlineData("https://metadata/", false)]
    [InlineData("https://router.lan/", false)]
    [InlineData("https://router.home.arpa/", false)]
    [InlineData("https://4.3.2.1.in-addr.arpa/", false)]
    [InlineData("https://example.org./", false)]
    [InlineData("https://example/", false)]
    [InlineData("https://under_score.example.org/", false)]
    [InlineData("https://8.8.8.8/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://127.1/", false)]
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://0177.0.0.1/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://10.0.0.1/", false)]
    [InlineData("https://172.16.0.1/", false)]
    [InlineData("https://192.168.1.1/", false)]
    [InlineData("https://169.254.169.254/", false)]
    [InlineData("https://100.64.0.1/", false)]
    [InlineData("https://0.0.0.0/", false)]
    [InlineData("https://a.0x7f/", false)]
    [InlineData("https://1.2.3.4.5/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:127.0.0.1]/", false)]
    [InlineData("https://[fd00:ec2::254]/", false)]
    [InlineData("https://[fe80::1]/", false)]
    [InlineData("https://[2001:4860:4860::8888]/", false)]
    public void Any_public_is_a_public_name_at_443_over_tls(string url, bool allowed)
    {
        EgressHosts hosts = new(Parse("""{"egress":{"userHosts":"any-public"}}"""), EnclaveMode.Nitro);
        Assert.Equal(allowed, hosts.AllowsUser(new Uri(url)));
        Assert.False(hosts.AllowsService(new Uri(url)));
    }

    [Theory]
    [InlineData("https://api.example.org/x", true)]
    [InlineData("https://API.example.org/", true)]
    [InlineData("https://b\u00fccher.example/", true)]
    [InlineData("https://example.org/", false)]
    [InlineData("https://a.api.example.org/", false)]
    [InlineData("https://api.example.org:8443/", false)]
    [InlineData("http://api.example.org/", false)]
    public void Listed_is_what_is_listed(string url, bool allowed)
    {
        const string Hosts = """ "hosts":["Api.example.org","xn--bcher-kva.example:443"] """;
        Assert.Equal(allowed, User(EnclaveMode.Nitro, $$"""{"userHosts":"listed",{{Hosts}}}""", url));
        Assert.Equal(allowed, User(EnclaveMode.Local, $$"""{"userHosts":"listed",{{Hosts}}}""", url));

        // Without the word the list says nothing.
        Assert.False(User(EnclaveMode.Nitro, $$"""{"userHosts":"none",{{Hosts}}}""", url));
        Assert.False(User(EnclaveMode.Nitro, $$"""{ {{Hosts}} }""", url));
    }

    [Fact]
    public void In_local_mode_users_reach_this_machine_too_but_not_without_tls()
    {
        const string Any = """{"userHosts":"any-public"}""";
        const string Listed = """{"userHosts":"listed","hosts":["localhost:8443","[::1]:8443","127.0.0.1"]}""";
        foreach (string url in (string[])["https://localhost:8443/", "https://[0::1]:8443/", "https://127.0.0.1/"])
        {
            Assert.True(User(EnclaveMode.Local, Any, url));
            Assert.True(User(EnclaveMode.Local, Listed, url));
            Assert.False(User(EnclaveMode.Local, Any, url.Replace("https", "http", StringComparison.Ordinal)));
        }

        Assert.False(User(EnclaveMode.Local, Listed, "https://localhost/"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:443")]
    [InlineData("api.example.org:8443")]
    [InlineData("metadata.internal")]
    public void What_no_user_would_reach_outside_local_mode_is_not_listed_there(string host)
    {
        EnclaveSettings settings = Parse($$$"""{"egress":{"hosts":["{{{host}}}"]}}""");
        Assert.Equal(
            "The configuration's egress.hosts must be public names at port 443: others are for local mode alone.",
            Assert.Throws<FormatException>(() => new EgressHosts(settings, EnclaveMode.Nitro)).Message);
    }

    private static bool User(EnclaveMode mode, string egress, string url) =>
        new EgressHosts(Parse($$"""{"egress":{{egress}}}"""), mode).AllowsUser(new Uri(url));

    private static EnclaveSettings Parse(string json) => EnclaveSettings.Parse(Encoding.UTF8.GetBytes(json));
}

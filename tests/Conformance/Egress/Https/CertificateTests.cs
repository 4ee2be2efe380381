using System.Security.Cryptography.X509Certificates;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Egress;
using static NeoServiceLayer.Tests.Conformance.Egress.Https.HttpsWorld;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>Who a host is, by its certificate: real TLS servers on the loopback, through the gateway's own lines.</summary>
public sealed class CertificateTests
{
    private const string Body = "yes";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Authority root = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_a_root_has_signed_is_good(bool ofRsa)
    {
        using TestHost host = Host(root.Issue(ofRsa: ofRsa));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.AnswersAsync(To(host.Url), Body);
    }

    [Fact]
    public async Task One_for_an_address_is_good_for_that()
    {
        using TestHost host = Host(root.Issue("127.0.0.1"));
        string url = $"https://127.0.0.1:{host.Port}/";
        using HttpsWorld world = new(root.Pem, [url, host.Url]);
        await world.AnswersAsync(To(url), Body);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.CertificateName);
    }

    [Fact]
    public async Task One_through_an_intermediate_is_good_if_the_host_shows_that_too()
    {
        Authority between = root.Intermediate();
        using TestHost whole = Host(between.Issue(), between.Certificate);
        using HttpsWorld world = new(root.Pem, [whole.Url]);
        await world.AnswersAsync(To(whole.Url), Body);
    }

    [Fact]
    public async Task An_intermediate_that_is_missing_is_not_fetched()
    {
        Authority between = root.Intermediate();
        using TestHost library = new(tls: null, Script.Serve("HTTP/1.1 404 Not found\r\nContent-Length: 0\r\n\r\n"));
        using TestHost host = Host(between.Issue(issuerAt: library.Url));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.CertificateUntrusted);
        Assert.Equal(0, library.Accepted);
    }

    [Fact]
    public async Task One_that_has_expired_or_is_not_valid_yet_is_refused()
    {
        using TestHost expired = Host(root.Issue(from: -2 * Day, to: -TimeSpan.FromMinutes(1)));
        using TestHost early = Host(root.Issue(from: TimeSpan.FromMinutes(1), to: 2 * Day));
        using HttpsWorld world = new(root.Pem, [expired.Url, early.Url]);
        await world.FailsAsync(To(expired.Url), EgressHttpFailure.CertificateExpired);
        await world.FailsAsync(To(early.Url), EgressHttpFailure.CertificateExpired);
    }

    [Fact]
    public async Task The_enclaves_time_decides_and_not_the_machines()
    {
        using TestHost now = Host(root.Issue());
        using TestHost then = Host(root.Issue(from: 99 * Day, to: 101 * Day));
        using HttpsWorld world = new(root.Pem, [now.Url, then.Url], time: new Ahead(100 * Day));
        await world.FailsAsync(To(now.Url), EgressHttpFailure.CertificateExpired);
        await world.AnswersAsync(To(then.Url), Body);
    }

    [Theory]
    [InlineData("other.example")]
    [InlineData("localhost.example")]
    [InlineData("*.localhost")]
    [InlineData("127.0.0.1")]
    public async Task One_for_another_name_is_refused(string name)
    {
        using TestHost host = Host(root.Issue(name));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.CertificateName);
    }

    [Fact]
    public async Task One_that_leads_to_no_root_is_refused_however_wrong_it_is_besides()
    {
        Authority stranger = new();
        using TestHost unknown = Host(stranger.Issue());
        using TestHost self = Host(Authority.SelfSigned());
        using TestHost all = Host(Authority.SelfSigned("other.example", -Day));
        using TestHost whole = Host(stranger.Issue(), stranger.Certificate);
        using HttpsWorld world = new(root.Pem, [unknown.Url, self.Url, all.Url, whole.Url]);
        foreach (TestHost host in (TestHost[])[unknown, self, all, whole])
        {
            await world.FailsAsync(To(host.Url), EgressHttpFailure.CertificateUntrusted);
        }
    }

    [Fact]
    public async Task One_that_is_for_something_else_is_refused()
    {
        using TestHost client = Host(root.Issue(usage: "1.3.6.1.5.5.7.3.2"));
        X509Certificate2 leaf = root.Issue();
        using HttpsWorld world = new(root.Pem, [client.Url]);
        await world.FailsAsync(To(client.Url), EgressHttpFailure.CertificateUntrusted);
    }

    [Fact]
    public async Task A_pin_takes_the_place_of_root_name_and_dates()
    {
        using X509Certificate2 certificate = Authority.SelfSigned("other.example", -Day);
        using TestHost host = Host(certificate);
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.AnswersAsync(To(host.Url, Authority.PinOf(certificate)), Body);
    }

    [Fact]
    public async Task A_pin_refuses_every_other_key_whatever_certifies_it()
    {
        using X509Certificate2 certificate = root.Issue();
        using TestHost host = Host(certificate);
        using HttpsWorld world = new(root.Pem, [host.Url]);
        byte[] pin = Authority.PinOf(certificate);
        for (int bit = 0; bit < 256; bit += 37)
        {
            byte[] other = [.. pin];
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            await world.FailsAsync(To(host.Url, other), EgressHttpFailure.PinMismatch);
        }

        await world.AnswersAsync(To(host.Url, pin), Body);
    }

    [Fact]
    public async Task A_connection_made_by_a_pin_serves_no_request_that_asks_for_roots_nor_the_other_way()
    {
        using X509Certificate2 self = Authority.SelfSigned();
        using X509Certificate2 good = root.Issue();
        using TestHost pinned = Host(self);
        using TestHost rooted = Host(good);
        using HttpsWorld world = new(root.Pem, [pinned.Url, rooted.Url]);
        await world.AnswersAsync(To(pinned.Url, Authority.PinOf(self)), Body);
        await world.FailsAsync(To(pinned.Url), EgressHttpFailure.CertificateUntrusted);
        await world.AnswersAsync(To(rooted.Url), Body);
        await world.FailsAsync(To(rooted.Url, Authority.PinOf(self)), EgressHttpFailure.PinMismatch);
        await world.AnswersAsync(To(pinned.Url, Authority.PinOf(self)), Body);
        await world.AnswersAsync(To(rooted.Url), Body);
        Assert.Equal((2, 2), (pinned.Accepted, rooted.Accepted));
    }

    private static TestHost Host(X509Certificate2 certificate, params X509Certificate2[] chain) => new(certificate, Script.Serve(Script.Ok(Body)), chain);

    private sealed class Ahead(TimeSpan by) : ITimeSource
    {
        public DateTimeOffset Read() => DateTimeOffset.UtcNow + by;
    }
}

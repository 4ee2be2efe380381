using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.HostServices.Egress;
using NeoServiceLayer.Tests.Conformance.Egress;
using NeoServiceLayer.Tests.Conformance.Egress.Https;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>The gateway's own code parks lines at a guest over VSOCK, and the guest reaches the gateway's loopback through them.</summary>
public sealed class EgressTests
{
    [Fact]
    public void Lines_are_parked_and_pass_bytes_both_ways_and_TLS_ends_inside()
    {
        Authority root = new();
        string body = new('x', 100_000);
        using EchoServer echo = new();
        using TestHost good = new(root.Issue(), Script.Serve(Script.Ok(body)));
        using TestHost ofRsa = new(root.Issue(ofRsa: true), Script.Serve(Script.Ok(body)));
        using TestHost expired = new(root.Issue(to: -TimeSpan.FromHours(1)), Script.Serve(Script.Ok(body)));
        using TestHost misnamed = new(root.Issue("other.example"), Script.Serve(Script.Ok(body)));
        using TestHost unknown = new(Authority.SelfSigned(), Script.Serve(Script.Ok(body)));
        TestHost[] hosts = [good, ofRsa, expired, misnamed, unknown];
        using EgressGuest guest = new(echo.Port, HttpsWorld.Configuration(root.Pem, [.. hosts.Select(host => host.Url)]));
        using EgressService gateway = new(new EnclaveLinkSettings { Endpoint = guest.Endpoint }, new EgressSettings { Parked = 2 });
        gateway.Start();
        Assert.All(
            Enumerable.Range(1, EgressGuest.Rounds),
            round => Assert.Equal($"guest: round {round}: a frame of {EgressGuest.Length} bytes came back as they went", guest.Round(round)));
        string[] said = ["200, 100000 bytes", "200, 100000 bytes", "certificateExpired", "certificateName", "certificateUntrusted"];
        Assert.Equal(said, Enumerable.Range(0, hosts.Length).Select(index => guest.Host(index)["guest: host 0: ".Length..]));
    }
}

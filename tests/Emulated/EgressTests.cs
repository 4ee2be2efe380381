using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.HostServices.Egress;
using NeoServiceLayer.Tests.Conformance.Egress;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>The gateway's own code parks lines at a guest over VSOCK, and the guest reaches the gateway's loopback through them.</summary>
public sealed class EgressTests
{
    [Fact]
    public void Lines_are_parked_and_pass_bytes_both_ways()
    {
        using EchoServer echo = new();
        using EgressGuest guest = new(echo.Port);
        using EgressService gateway = new(new EnclaveLinkSettings { Endpoint = guest.Endpoint }, new EgressSettings { Parked = 2 });
        gateway.Start();
        Assert.All(
            Enumerable.Range(1, EgressGuest.Rounds),
            round => Assert.Equal($"guest: round {round}: a frame of {EgressGuest.Length} bytes came back as they went", guest.Round(round)));
    }
}

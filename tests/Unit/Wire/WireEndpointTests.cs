using NeoServiceLayer.Wire;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Wire;

public sealed class WireEndpointTests
{
    [Theory]
    [InlineData("tcp:127.0.0.1:5000", WireEndpointKind.Tcp, 5000u)]
    [InlineData("tcp:0.0.0.0:0", WireEndpointKind.Tcp, 0u)]
    [InlineData("tcp:[::1]:65535", WireEndpointKind.Tcp, 65535u)]
    [InlineData("unix:/run/nsl.sock", WireEndpointKind.Unix, 0u)]
    [InlineData("unix:relative/with:colon", WireEndpointKind.Unix, 0u)]
    [InlineData("vsock:3:5000", WireEndpointKind.Vsock, 5000u)]
    [InlineData("vsock:4294967295:4294967295", WireEndpointKind.Vsock, uint.MaxValue)]
    [InlineData("hybrid:/run/v.sock:5000", WireEndpointKind.Hybrid, 5000u)]
    [InlineData("hybrid:/with:colon:1", WireEndpointKind.Hybrid, 1u)]
    public void What_is_written_is_read_and_written_again(string text, WireEndpointKind kind, uint port)
    {
        WireEndpoint endpoint = WireEndpoint.Parse(text);
        Assert.Equal(kind, endpoint.Kind);
        Assert.Equal(port, endpoint.Port);
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcp")]
    [InlineData("tcp:127.0.0.1")]
    [InlineData("tcp:localhost:1")]
    [InlineData("tcp:127.0.0.1:65536")]
    [InlineData("tcp:127.0.0.1:-1")]
    [InlineData("tcp:127.0.0.1: 1")]
    [InlineData("unix:")]
    [InlineData("unix:a\0b")]
    [InlineData("vsock:3")]
    [InlineData("vsock:3:4294967296")]
    [InlineData("vsock:-1:1")]
    [InlineData("hybrid:/x")]
    [InlineData("hybrid::1")]
    [InlineData("TCP:127.0.0.1:1")]
    [InlineData("http://127.0.0.1:1")]
    public void What_is_no_end_point_is_refused_with_a_sentence(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => WireEndpoint.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void A_path_fits_into_sockaddr_un(int bytes, bool fits)
    {
        string text = "unix:" + new string('p', bytes);
        Assert.Equal(fits, Record.Exception(() => WireEndpoint.Parse(text)) is null);
    }
}

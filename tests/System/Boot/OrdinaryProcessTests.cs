using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Boot;

/// <summary>The enclave's program as an ordinary process, as another init would start it; there is no security module.</summary>
public sealed class OrdinaryProcessTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_listens_on_VSOCK_and_ends_in_order_when_it_is_asked_to(string signal)
    {
        SkipWithoutVsock();
        using RunningProgram enclave = await RunningProgram.StartAsync("enclave", "words", "--that", "mean=nothing");
        Assert.Equal("enclave: listening on vsock:4294967295:5000", enclave.FirstLine);
        await enclave.SignalAsync(signal);
        Assert.Equal(0, await enclave.EndAsync());
        Assert.Contains(
            "enclave: there is no security module (/dev/nsm) here: nothing is attested, and nothing stamped is served.", enclave.ErrorLines);
    }

    /// <summary>The enclave listens on nothing else, so where the kernel has no VSOCK there is nothing to see.</summary>
    private static void SkipWithoutVsock() => Assert.SkipUnless(
        File.ReadAllText("/proc/net/protocols").Contains("VSOCK", StringComparison.Ordinal), "This machine's kernel has no VSOCK.");
}

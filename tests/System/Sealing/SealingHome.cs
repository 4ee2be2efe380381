using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>A home of nsl's that has attested the enclave, so that what is secret is sealed; all that it sends passes a <see cref="RecordingProxy"/>.</summary>
internal static class SealingHome
{
    /// <summary>Registers an account, and attests.</summary>
    internal static async Task BeginAsync(LocalSystem system, RecordingProxy proxy, string home)
    {
        await DoneAsync(proxy, home, "account", "register", "--name", "Me");
        await DoneAsync(
            proxy, home, "attest", "--pcrs", Path.Combine(system.Folder, "local-pcrs.json"), "--local-root", Path.Combine(system.Folder, "local-root.pem"));
    }

    /// <summary>Runs nsl, which must succeed; gives what it printed.</summary>
    internal static async Task<string> DoneAsync(RecordingProxy proxy, string home, params string[] arguments)
    {
        NslRun run = await NslRun.Async(proxy.Address, home, arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run.Output;
    }
}

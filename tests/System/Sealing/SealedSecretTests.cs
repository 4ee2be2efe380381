using System.Text;
using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>A secret from nsl to the enclave and back, with the published programs; and everywhere that the gateway's owner could look for it.</summary>
public sealed class SealedSecretTests
{
    [Fact]
    public async Task Nothing_of_the_gateway_s_holds_a_sealed_secret()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using RecordingProxy proxy = new(system.Api.BaseAddress!);
        string home = Path.Combine(system.Folder, "home");
        string wif = NewWif();
        string file = Path.Combine(system.Folder, "wif");
        await File.WriteAllTextAsync(file, wif, TestContext.Current.CancellationToken);
        await SealingHome.BeginAsync(system, proxy, home);
        string imported = await SealingHome.DoneAsync(
            proxy, home, "--json", "wallet", "import-wallet", "--name", "imported", "--wif", "@" + file, "--exportable", "true");
        string walletId = JsonDocument.Parse(imported).RootElement.GetProperty("walletId").GetString()!;
        string exported = await SealingHome.DoneAsync(proxy, home, "--json", "wallet", "export-wallet", "--wallet-id", walletId, "--format", "wif");
        Assert.Contains(wif, exported, StringComparison.Ordinal);

        byte[] secret = Encoding.ASCII.GetBytes(wif);
        Assert.False(proxy.Saw(secret));
        Assert.False(ProcessMemory.Holds(system.Gateway.Id, secret));
        Assert.Null(await ProcessMemory.FindAsync(system.Enclave, new Traces(secret)));
        Assert.DoesNotContain(system.Gateway.ErrorLines, line => line.Contains(wif, StringComparison.Ordinal));
        Assert.All(StoreFiles(system), bytes => Assert.True(bytes.AsSpan().IndexOf(secret) < 0));

        // What is sent in the clear is found by the same means.
        const string Clear = "a name that goes in the clear";
        await SealingHome.DoneAsync(proxy, home, "wallet", "create-wallet", "--name", Clear);
        Assert.True(proxy.Saw(Encoding.ASCII.GetBytes(Clear)));
        Assert.True(ProcessMemory.Holds(system.Gateway.Id, Encoding.ASCII.GetBytes(Clear)));
    }

    private static string NewWif()
    {
        using PrivateKey key = PrivateKey.Create();
        Span<char> text = stackalloc char[Wif.Length];
        Wif.Write(key, text);
        return text.ToString();
    }

    private static IEnumerable<byte[]> StoreFiles(LocalSystem system) =>
        Directory.GetFiles(system.Folder, "gateway.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Select(path =>
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        });
}

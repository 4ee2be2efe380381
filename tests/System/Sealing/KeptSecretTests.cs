using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>Secrets that are kept, with the published programs: put, read, and looked for where they must not be.</summary>
public sealed class KeptSecretTests
{
    [Fact]
    public async Task Neither_gateway_nor_enclave_holds_a_value_that_was_put_and_read()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using RecordingProxy proxy = new(system.Api.BaseAddress!);
        string home = Path.Combine(system.Folder, "home");
        string value = RandomNumberGenerator.GetHexString(64, lowercase: true);
        string file = Path.Combine(system.Folder, "value");
        await File.WriteAllTextAsync(file, value, TestContext.Current.CancellationToken);
        await BeginAsync(system, proxy, home);
        string created = await DoneAsync(proxy, home, "--json", "secrets", "create-secret", "--name", "db", "--value", "@" + file);
        string secretId = JsonDocument.Parse(created).RootElement.GetProperty("secretId").GetString()!;
        await DoneAsync(proxy, home, "secrets", "put-secret-value", "--secret-id", secretId, "--value", "@" + file);
        Assert.Equal(value + "\n", await DoneAsync(proxy, home, "secrets", "get-secret-value", "--secret-id", secretId));
        Assert.Equal(value + "\n", await DoneAsync(proxy, home, "--seal", "secrets", "get-secret-value", "--secret-id", secretId, "--version", "1"));

        foreach (byte[] form in (byte[][])[Encoding.ASCII.GetBytes(value), Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(value)))])
        {
            Assert.False(proxy.Saw(form));
            Assert.False(ProcessMemory.Holds(system.Gateway.Id, form), "The gateway's memory holds it.");
            Assert.False(ProcessMemory.Holds(system.Enclave.Id, form), "The enclave's memory holds it.");
        }

        // The secret's name, which is no secret, is found in the enclave by the same means.
        Assert.True(ProcessMemory.Holds(system.Enclave.Id, Encoding.ASCII.GetBytes(secretId)));
    }

    [Fact]
    public async Task The_longest_value_survives_that_both_are_killed()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        string home = Path.Combine(system.Folder, "home");
        byte[] value = RandomNumberGenerator.GetBytes(SecretsLimits.MaxValueBytes);
        string file = Path.Combine(system.Folder, "value");
        await File.WriteAllBytesAsync(file, value, TestContext.Current.CancellationToken);
        string secretId;
        using (RecordingProxy proxy = new(system.Api.BaseAddress!))
        {
            await BeginAsync(system, proxy, home);
            string created = await DoneAsync(proxy, home, "--json", "secrets", "create-secret", "--name", "big", "--value", "@" + file);
            secretId = JsonDocument.Parse(created).RootElement.GetProperty("secretId").GetString()!;
        }

        await system.Enclave.SignalAsync("KILL");
        await system.Gateway.SignalAsync("KILL");
        system.Enclave.Dispose();
        system.Gateway.Dispose();
        await system.StartEnclaveAsync();
        await system.StartGatewayAsync();
        await system.UntilReadyAsync();
        using RecordingProxy again = new(system.Api.BaseAddress!);
        string read = Path.Combine(system.Folder, "read");
        await DoneAsync(again, home, "secrets", "get-secret-value", "--secret-id", secretId, "--out", read);
        Assert.Equal(value, await File.ReadAllBytesAsync(read, TestContext.Current.CancellationToken));
    }

    private static async Task BeginAsync(LocalSystem system, RecordingProxy proxy, string home)
    {
        await DoneAsync(proxy, home, "account", "register", "--name", "Me");
        await DoneAsync(
            proxy, home, "attest", "--pcrs", Path.Combine(system.Folder, "local-pcrs.json"), "--local-root", Path.Combine(system.Folder, "local-root.pem"));
    }

    private static async Task<string> DoneAsync(RecordingProxy proxy, string home, params string[] arguments)
    {
        NslRun run = await NslRun.Async(proxy.Address, home, arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run.Output;
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>Secrets that are kept, with the published programs.</summary>
public sealed class KeptSecretTests
{
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
            await SealingHome.BeginAsync(system, proxy, home);
            string created = await SealingHome.DoneAsync(proxy, home, "--json", "secrets", "create-secret", "--name", "big", "--value", "@" + file);
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
        await SealingHome.DoneAsync(again, home, "secrets", "get-secret-value", "--secret-id", secretId, "--out", read);
        Assert.Equal(value, await File.ReadAllBytesAsync(read, TestContext.Current.CancellationToken));
    }
}

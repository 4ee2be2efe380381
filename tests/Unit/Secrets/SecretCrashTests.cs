using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>
/// The enclave dies at every call that it makes while a secret of several records is written, rotated and destroyed: the next one
/// finds each version whole or not at all, and all that was acknowledged.
/// </summary>
public sealed class SecretCrashTests
{
    private const int Length = 600 << 10;
    private const int Steps = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_value_is_there_whole_or_not_at_all(bool after)
    {
        int died = 0;
        for (int call = 1; ; call++)
        {
            MemoryStore store = new();
            MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
            int done = await WorkAsync(host);
            await MustHoldAsync(store, done);
            if (host.Asked < call)
            {
                Assert.Equal(Steps, done);
                break;
            }

            died++;
        }

        Assert.True(died > Steps, "It never died while it worked.");
    }

    /// <summary>Creates, puts, rotates and destroys, until it is done or the host has died.</summary>
    /// <returns>How many steps were acknowledged.</returns>
    private static async Task<int> WorkAsync(MemoryRecordHost host)
    {
        using TestState state = TestState.Start(host, settings: TestState.Quick with { CacheBytes = 0, DoubtPatience = TimeSpan.FromMilliseconds(1) });
        await state.UntilAsync(() => state.Store.IsOpen || state.Store.Problem is not null);
        using SecretsWorld world = new(store: state.Store);
        int done = 0;
        try
        {
            string id = (await world.Alice.CreateAsync(new CreateSecretRequest { Name = "db", Value = Value(1) })).SecretId;
            done++;
            await world.Alice.DoAsync(world.Service.Writing.PutAsync, new PutSecretValueRequest { SecretId = id, Value = Value(2) });
            done++;
            await world.Alice.DoAsync(
                world.Service.Writing.RotateAsync, new RotateSecretRequest { SecretId = id, NewValue = Value(3), GraceSeconds = 1000 });
            done++;
            await world.Alice.DestroyAsync(id, 1);
            done++;
        }
        catch (RequestException died)
        {
            Assert.True(host.Asked >= host.DiesAt, died.Message);
        }

        return done;
    }

    private static async Task MustHoldAsync(MemoryStore store, int done)
    {
        using TestState state = await TestState.OpenAsync(store);
        using SecretsWorld world = new(store: state.Store);
        ListSecretsResponse all = await world.Alice.ListAsync();
        if (all.Secrets.Count == 0)
        {
            Assert.Equal(0, done);
            return;
        }

        string id = Assert.Single(all.Secrets).SecretId;
        IReadOnlyList<SecretVersion> versions = await world.Alice.VersionsAsync(id);
        bool destroyed = versions[^1].State == VersionState.Destroyed;
        Assert.InRange(versions.Count + (destroyed ? 1 : 0), done, done + 1);
        foreach (SecretVersion version in versions.Where(version => version.State != VersionState.Destroyed))
        {
            Assert.True((await world.Alice.BytesAsync(id, version.Version)).AsSpan().IndexOfAnyExcept((byte)version.Version) < 0);
        }

        // No part of any version was left behind: what stays is the head, and the account's index.
        await world.Alice.DeleteAsync(id, days: 0);
        Assert.Equal(2, store.Keys.Count);
    }

    private static SecretValue Value(byte version) => SecretValue.Create(Length, version, static (bytes, fill) => bytes.Fill(fill));
}

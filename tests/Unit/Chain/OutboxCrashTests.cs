using System.Numerics;
using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>
/// The enclave dies at every call that it makes of its store, before or after that was done. The next one, over what the disk holds, brings
/// every transfer that was committed to its end, once; one that was not committed is never sent.
/// </summary>
[Collection(typeof(OnChain))]
public sealed class OutboxCrashTests(PrivateChain chain)
{
    /// <summary>More than there are calls: opening the store, commit, reads, and the outcome.</summary>
    private const int Most = 14;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transfer_happens_once_and_is_heard_of_once_wherever_the_enclave_dies(bool after)
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync(100);
        List<Scene> scenes = [];
        for (int call = 1; call <= Most; call++)
        {
            UInt160 receiver = new(RandomNumberGenerator.GetBytes(UInt160.Length));
            scenes.Add(new Scene(call, receiver, await sender.TransferAsync(world.Network, 1, validFor: 60, to: receiver)));
        }

        bool[] died = await FewAtOnce.ForEachAsync(scenes, scene => PlayAsync(world, scene, after));
        Assert.Contains(true, died);
        Assert.Contains(false, died);
    }

    /// <returns>Whether the enclave died before the transfer's outcome was known.</returns>
    private static async Task<bool> PlayAsync(ChainWorld world, Scene scene, bool after)
    {
        MemoryStore store = new();
        MemoryRecordHost host = new(store) { DiesAt = scene.Call, DiesAfter = after };
        bool acknowledged = false;
        bool ended = false;
        using (OutboxWorld dying = OutboxWorld.Start(host, world.Connect()))
        {
            await dying.State.UntilAsync(() => dying.State.Store.IsOpen || dying.State.Store.Problem is not null);
            try
            {
                await dying.AddAsync(scene.Transfer);
                acknowledged = true;
                await Waiting.UntilAsync(async () =>
                    (ended = (await dying.FindAsync(scene.Transfer))?.Status == OutboxStatus.Confirmed) || host.Asked >= host.DiesAt);
            }
            catch (RequestException died)
            {
                Assert.True(host.Asked >= host.DiesAt, died.Message);
            }
        }

        using OutboxWorld next = await OutboxWorld.OpenAsync(store, world.Connect());
        bool isThere = await next.FindAsync(scene.Transfer) is not null;
        Assert.True(isThere || !acknowledged, "A transfer that was acknowledged is lost.");
        if (isThere)
        {
            Assert.Equal(OutboxStatus.Confirmed, (await next.EndedAsync(scene.Transfer)).Status);
            Assert.Equal("Confirmed", await next.ToldAsync());
        }

        Assert.Equal(isThere ? 1 : BigInteger.Zero, await world.Network.GetBalanceAsync(NativeContracts.Gas, scene.Receiver));
        return !ended;
    }

    private sealed record Scene(int Call, UInt160 Receiver, Transaction Transfer);
}

using System.Text.Json;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>
/// Changes wallets of an account one after the other, and knows what was acknowledged: what must be there, whatever is killed.
/// Nobody else changes its wallets.
/// </summary>
internal sealed class WalletWriter(StampedAccount account, Random chance)
{
    private readonly Dictionary<string, WalletDescription> wallets = [];
    private readonly List<Acknowledged> done = [];

    internal StampedAccount Account => account;

    /// <summary>The requestIds of all changes that were acknowledged.</summary>
    internal IEnumerable<string> RequestIds => done.Select(change => change.RequestId);

    /// <summary>How many changes were acknowledged; another thread may look.</summary>
    internal int Count => Volatile.Read(ref count);

    private int count;

    /// <summary>One change, insisted upon until it is acknowledged.</summary>
    internal async Task StepAsync(LocalSystem system)
    {
        if (wallets.Count == 0 || chance.Next(8) == 0)
        {
            await ChangeAsync(system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = $"new {chance.Next()}" });
            return;
        }

        WalletDescription wallet = wallets.Values.ElementAt(chance.Next(wallets.Count));
        await VerifyAsync(system, wallet);
        if (chance.Next(3) == 0)
        {
            await ChangeAsync(system, WalletOperations.FreezeWallet, new FreezeWalletRequest { WalletId = wallet.WalletId, Frozen = !wallet.Frozen });
        }
        else
        {
            await ChangeAsync(system, WalletOperations.UpdateWallet, new UpdateWalletRequest { WalletId = wallet.WalletId, Name = $"name {chance.Next()}" });
        }
    }

    /// <summary>A change that was acknowledged earlier, sent again: the very same answer, and nothing done.</summary>
    internal async Task RepeatAsync(LocalSystem system)
    {
        if (done.Count > 0)
        {
            Acknowledged change = done[chance.Next(done.Count)];
            Assert.Equal(change.Answer, await change.Repeat(system));
        }
    }

    /// <summary>Everything that was acknowledged is there as it was acknowledged, and no wallet besides.</summary>
    internal async Task VerifyAllAsync(LocalSystem system)
    {
        foreach (WalletDescription wallet in wallets.Values)
        {
            await VerifyAsync(system, wallet);
        }
    }

    /// <summary>The ids of the wallets that were acknowledged.</summary>
    internal IEnumerable<string> WalletIds => wallets.Keys;

    private async Task VerifyAsync(LocalSystem system, WalletDescription expected)
    {
        byte[] answer = await account.InsistAsync(
            system, WalletOperations.GetWallet, new GetWalletRequest { WalletId = expected.WalletId }, Guid.NewGuid().ToString("N"));
        Assert.Equal(Text(expected), Text(Read(answer)));
    }

    private async Task ChangeAsync<TRequest>(LocalSystem system, Operation<TRequest, WalletDescription> operation, TRequest request)
    {
        string requestId = Guid.NewGuid().ToString("N");
        Task<byte[]> Send(LocalSystem to) => account.InsistAsync(to, operation, request, requestId);
        byte[] answer = await Send(system);
        WalletDescription wallet = Read(answer);
        wallets[wallet.WalletId] = wallet;
        done.Add(new Acknowledged(requestId, answer, Send));
        Interlocked.Increment(ref count);
    }

    private static WalletDescription Read(byte[] answer) => JsonSerializer.Deserialize(answer, WalletOperations.GetWallet.Response)!;

    private static string Text(WalletDescription wallet) => JsonSerializer.Serialize(wallet, WalletOperations.GetWallet.Response);

    private sealed record Acknowledged(string RequestId, byte[] Answer, Func<LocalSystem, Task<byte[]>> Repeat);
}

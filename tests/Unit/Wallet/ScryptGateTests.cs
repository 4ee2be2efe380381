using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class ScryptGateTests
{
    [Fact]
    public async Task One_runs_a_few_wait_and_others_are_refused()
    {
        using ScryptGate gate = new();
        using SemaphoreSlim finish = new(0);
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int together = 0;
        int most = 0;
        Task<int> first = Task.Run(() => gate.RunAsync(() =>
        {
            running.SetResult();
            return Derive();
        }).AsTask(), TestContext.Current.CancellationToken);
        await running.Task;
        Task<int>[] waiting = [.. Enumerable.Range(0, ScryptGate.MaxWaiting).Select(_ => gate.RunAsync(Derive).AsTask())];
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        await Refused.AsAsync(ErrorCode.Overloaded, gate.RunAsync(Derive).AsTask());

        finish.Release(1 + ScryptGate.MaxWaiting);
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(1, most);

        // There is room again, also after a derivation that failed.
        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.RunAsync<int>(() => throw new InvalidOperationException()).AsTask());
        Assert.Equal(7, await gate.RunAsync(() => 7));

        int Derive()
        {
            most = Math.Max(most, Interlocked.Increment(ref together));
            finish.Wait();
            return Interlocked.Decrement(ref together);
        }
    }
}

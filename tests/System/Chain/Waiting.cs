using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>Waits for the thing itself.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Asks again and again until it is so; gives up after a minute, or so many.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo, int minutes = 1)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(minutes * Patience);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, int)"/>
    internal static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));
}

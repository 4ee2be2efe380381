namespace NeoServiceLayer.Tests.Chain;

/// <summary>Plays scenes side by side, but few: a node closes what is beyond its 40 connections, and each scene has several.</summary>
internal static class FewAtOnce
{
    private const int Scenes = 4;

    /// <summary>Runs something for each item; gives what they gave, in their order.</summary>
    internal static async Task<TResult[]> ForEachAsync<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, Task<TResult>> play)
    {
        using SemaphoreSlim places = new(Scenes);
        return await Task.WhenAll(items.Select(async item =>
        {
            await places.WaitAsync();
            try
            {
                return await play(item);
            }
            finally
            {
                places.Release();
            }
        }));
    }
}

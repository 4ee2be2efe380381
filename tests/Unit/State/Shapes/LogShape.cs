using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>What holds of any log's records.</summary>
internal static class LogShape
{
    /// <summary>The log is what its model is, its pages are within their bounds, and no record is left over.</summary>
    internal static async Task CheckAsync(MemoryState state, LogTable<string> logs, string name, LogModel model)
    {
        LogExtent extent = await state.RunAsync(tx => logs.ExtentAsync(tx, name));
        Assert.Equal((model.First, model.Next), (extent.First, extent.Next));
        Assert.Equal(model.Next - model.First, await state.RunAsync(tx => logs.CountAsync(tx, name)));
        await state.RunAsync(async tx =>
        {
            for (long from = extent.First; from < extent.Next; from += LogTable.MaxRange)
            {
                Assert.Equal(model.Range(from, LogTable.MaxRange, false), await logs.RangeAsync(tx, name, from, LogTable.MaxRange));
            }

            return true;
        });

        List<string> reachable = await state.RunAsync(tx => ReachableAsync(tx, name));
        string prefix = $"logs/{Convert.ToHexString(ShapeKey.Encode(name))}";
        Assert.Equal(reachable.Order(StringComparer.Ordinal), state.Records.Keys.Where(key => key.Length == prefix.Length + 18 && key.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.All(state.Records.Values, page => Assert.InRange(page.Length, 1, LogEntries.MaxPageBytes));
    }

    /// <summary>Goes through a log in pages, and meets every entry once.</summary>
    internal static async ValueTask WalkAsync(
        ITransaction tx, LogTable<string> logs, string name, LogModel model, int limit, bool backward)
    {
        List<LogEntry<string>> met = [];
        string? cursor = null;
        do
        {
            ListPage<LogEntry<string>> page = await logs.PageAsync(tx, name, new PageRequest(limit, cursor), backward);
            Assert.InRange(page.Items.Count, page.NextCursor is null ? 0 : limit, limit);
            met.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(model.Range(backward ? model.Next : model.First, int.MaxValue, backward), met);
    }

    private static async ValueTask<List<string>> ReachableAsync(ITransaction tx, string name)
    {
        Table table = new("logs");
        LogRecords records = new(tx, table, ShapeKey.Encode(name));
        LogTail tail = await records.TailAsync();
        LogDirectory directory = await records.DirectoryAsync();
        List<(byte Part, long Number)> parts = [.. tail.Runs.Select(run => ((byte)4, run.First)), .. directory.Segments.Select(first => ((byte)4, first))];
        foreach (long leaf in directory.Leaves)
        {
            parts.Add((3, leaf));
            parts.AddRange((await records.LeafAsync(leaf)).Select(first => ((byte)4, first)));
        }

        foreach (byte part in (byte[])[1, 2])
        {
            if (await tx.GetAsync(ShapeKey.Part(table, ShapeKey.Encode(name), part, 0)) is not null)
            {
                parts.Add((part, 0));
            }
        }

        return [.. parts.Select(each => $"logs/{Convert.ToHexString(ShapeKey.Part(table, ShapeKey.Encode(name), each.Part, each.Number).Key.Span)}")];
    }
}

using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>Logs of so many pages that the directory has leaves: each entry is so long that it is a page.</summary>
public sealed class LogDirectoryTests
{
    private const int Entries = (2 * LogDirectory.SegmentsToLeave) + 30;
    private const int LongestEntry = LogTable.MaxEntryBytes - 2;

    private readonly MemoryState state = new();
    private readonly LogTable<string> logs = new("logs", ShapeJson.Default.String);
    private readonly LogModel model = new();

    [Fact]
    public async Task Ranges_from_around_every_boundary_give_what_a_list_gives()
    {
        await FillAsync();
        await LogShape.CheckAsync(state, logs, "a", model);
        await state.RunAsync(async tx =>
        {
            for (long from = 0; from <= model.Next; from++)
            {
                Assert.Equal(model.Range(from, 3, false), await logs.RangeAsync(tx, "a", from, 3));
                Assert.Equal(model.Range(from, 3, true), await logs.RangeAsync(tx, "a", from, 3, backward: true));
            }

            await LogShape.WalkAsync(tx, logs, "a", model, 100, backward: true);
            return true;
        });
    }

    [Fact]
    public async Task Trimming_removes_so_many_segments_and_no_more_at_a_time()
    {
        await FillAsync();
        foreach ((long before, int most) in new (long, int)[] { (2, 1), (100, 30), (514, 200), (900, 200), (Entries - 2, 200) })
        {
            model.Trim(before);
            bool more;
            do
            {
                int records = state.Records.Count;
                long changes = state.Changes;
                more = await state.RunAsync(tx => logs.TrimAsync(tx, "a", before, most));
                Assert.InRange(state.Changes - changes, 1, most + 4);
                Assert.InRange(records - state.Records.Count, more ? most : 1, most + 2);
                await LogShape.CheckAsync(state, logs, "a", model);
            }
            while (more);
        }

        // The last three, with the tail and the directory.
        Assert.Equal(5, state.Records.Count);
        await AppendAsync();
        await LogShape.CheckAsync(state, logs, "a", model);
    }

    [Fact]
    public async Task Deleting_goes_on_until_no_record_is_left()
    {
        await FillAsync();
        bool more;
        do
        {
            more = await state.RunAsync(tx => logs.DeleteAsync(tx, "a", LogTable.MaxTrim));
            model.Delete(more);
            await LogShape.CheckAsync(state, logs, "a", model);
        }
        while (more);

        Assert.Empty(state.Records);
        await AppendAsync();
        Assert.Equal(2, model.Next);
    }

    [Fact]
    public async Task A_full_directory_fits_its_page_and_takes_no_more()
    {
        LogDirectory directory = new();
        directory.Leaves.AddRange(Enumerable.Range(0, LogDirectory.MaxLeaves).Select(i => 1L + (i * LogDirectory.SegmentsToLeave)));
        long first = 1 + ((long)LogDirectory.MaxLeaves * LogDirectory.SegmentsToLeave);
        directory.Segments.AddRange(Enumerable.Range(0, LogDirectory.SegmentsToLeave - 1).Select(i => first + i));
        long next = first + directory.Segments.Count;
        await state.RunAsync(tx =>
        {
            LogRecords records = new(tx, new Table("logs"), ShapeKey.Encode("a"));
            records.Put(directory);
            records.Put(new LogTail { First = next, Entries = LogEntries.None(next) });
            return new ValueTask<bool>(true);
        });
        Assert.InRange(directory.PageBytes, 1, LogEntries.MaxPageBytes);

        string longest = new('x', LongestEntry);
        Assert.Equal(next, await state.RunAsync(tx => logs.AppendAsync(tx, "a", longest)));
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => state.RunAsync(tx => logs.AppendAsync(tx, "a", longest)));
        Assert.Equal(ErrorCode.LimitExceeded, refused.Code);
        Assert.Equal(new LogExtent(next, next + 1), await state.RunAsync(tx => logs.ExtentAsync(tx, "a")));
    }

    private async Task FillAsync()
    {
        for (int i = 0; i < Entries; i++)
        {
            await AppendAsync();
        }

        Assert.Equal(Entries + 4, state.Records.Count);
    }

    private async Task AppendAsync()
    {
        string entry = new((char)('a' + (model.Next % 26)), LongestEntry);
        Assert.Equal(model.Append(entry), await state.RunAsync(tx => logs.AppendAsync(tx, "a", entry)));
    }
}

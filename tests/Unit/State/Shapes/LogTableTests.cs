using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

public sealed class LogTableTests
{
    /// <summary>What an entry has beside its text: two bytes of length and two quotes.</summary>
    private const int Around = 4;

    private readonly MemoryState state = new();
    private readonly LogTable<string> logs = new("logs", ShapeJson.Default.String);
    private readonly LogModel model = new();

    [Fact]
    public async Task A_log_that_does_not_exist_is_empty()
    {
        Assert.Equal(new LogExtent(1, 1), await state.RunAsync(tx => logs.ExtentAsync(tx, "a")));
        Assert.Empty(await state.RunAsync(tx => logs.RangeAsync(tx, "a", 1, 1)));
        Assert.Empty(await state.RunAsync(tx => logs.RangeAsync(tx, "a", 1, 1, backward: true)));
        Assert.Empty((await state.RunAsync(tx => logs.PageAsync(tx, "a", default))).Items);
        Assert.False(await state.RunAsync(tx => logs.TrimAsync(tx, "a", 5, 1)));
        Assert.False(await state.RunAsync(tx => logs.DeleteAsync(tx, "a", 1)));
        Assert.Empty(state.Records);
    }

    [Theory]
    [InlineData(LogTable.MaxEntryBytes, true)]
    [InlineData(LogTable.MaxEntryBytes + 1, false)]
    public async Task An_entry_is_at_most_32_KiB(int bytes, bool good)
    {
        string entry = new('x', bytes - 2);
        if (good)
        {
            await AppendAsync(entry);
            await LogShape.CheckAsync(state, logs, "a", model);
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(entry));
            Assert.Empty(state.Records);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task An_entry_that_fills_the_tail_stays_there_and_a_longer_one_is_a_run(int beyond, int records)
    {
        await AppendAsync(new string('x', LogTail.MaxEntryBytes - Around + beyond));
        Assert.Equal(records, state.Records.Count);
        await LogShape.CheckAsync(state, logs, "a", model);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task Entries_that_fill_the_tail_stay_there_and_one_byte_more_makes_a_run(int beyond, int records)
    {
        await AppendAsync(new string('x', 1000 - Around));
        await AppendAsync(new string('x', LogTail.MaxEntryBytes - 1000 - Around + beyond));
        Assert.Equal(records, state.Records.Count);
        await LogShape.CheckAsync(state, logs, "a", model);
    }

    [Fact]
    public async Task Sixteen_full_runs_become_one_page()
    {
        for (int i = 0; i < LogTail.RunsToMerge; i++)
        {
            await AppendAsync(new string('x', LogTail.MaxEntryBytes - Around));
        }

        Assert.Equal(LogTail.RunsToMerge, state.Records.Count);
        await AppendAsync("next");
        Assert.Equal(3, state.Records.Count);
        Assert.InRange(state.Records.Values.Max(page => page.Length), LogEntries.MaxPageBytes - 16, LogEntries.MaxPageBytes);
        await LogShape.CheckAsync(state, logs, "a", model);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 4)]
    public async Task Runs_wait_until_their_page_is_full(int beyond, int records)
    {
        await AppendAsync(new string('x', LogTable.MaxEntryBytes - 2));
        int left = LogEntries.MaxPageBytes - LogEntries.SegmentHeaderBytes - LogTable.MaxEntryBytes - LogEntries.EntryHeaderBytes;
        await AppendAsync(new string('x', left - Around + beyond));
        Assert.Equal(records, state.Records.Count);
        await LogShape.CheckAsync(state, logs, "a", model);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(LogTable.MaxRange + 1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, LogTable.MaxTrim + 1)]
    public async Task Limits_out_of_range_are_a_callers_fault(int limit, int most)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => state.RunAsync(async tx =>
        {
            await logs.RangeAsync(tx, "a", 1, limit);
            await logs.TrimAsync(tx, "a", 1, most);
            return true;
        }));
        Assert.Empty(await state.RunAsync(tx => logs.RangeAsync(tx, "a", 1, LogTable.MaxRange)));
        Assert.False(await state.RunAsync(tx => logs.TrimAsync(tx, "a", 1, LogTable.MaxTrim)));
    }

    [Theory]
    [InlineData(null, 50)]
    [InlineData(1, 1)]
    [InlineData(100, 100)]
    [InlineData(0, null)]
    [InlineData(-1, null)]
    [InlineData(101, null)]
    public async Task A_page_has_1_to_100_items_and_50_if_nothing_is_said(int? limit, int? items)
    {
        for (int i = 0; i < 101; i++)
        {
            await AppendAsync("x");
        }

        Task<ListPage<LogEntry<string>>> page = state.RunAsync(tx => logs.PageAsync(tx, "a", new PageRequest(limit, null)));
        if (items is null)
        {
            Assert.Equal(ErrorCode.InvalidRequest, (await Assert.ThrowsAsync<RequestException>(() => page)).Code);
        }
        else
        {
            Assert.Equal(items, (await page).Items.Count);
            Assert.NotNull((await page).NextCursor);
        }
    }

    [Fact]
    public async Task Names_that_begin_alike_are_different_logs()
    {
        string[] names = ["a", "a\u0001", "a\u0004\0\0\0\0\0\0\0\u0001", "aa", new('a', 128)];
        foreach (string name in names)
        {
            Assert.Equal(1, await state.RunAsync(tx => logs.AppendAsync(tx, name, name)));
        }

        foreach (string name in names)
        {
            Assert.Equal([new(1, name)], await state.RunAsync(tx => logs.RangeAsync(tx, name, 1, 10)));
        }
    }

    [Fact]
    public async Task A_trim_that_is_not_at_its_end_leaves_a_log_that_goes_on()
    {
        // Runs that are trimmed and still there, then a tail that is trimmed in part, then a merge of all of them.
        for (int i = 0; i < 15 * 4; i++)
        {
            await AppendAsync(new string('x', 1000));
        }

        model.Trim(model.Next - 1);
        Assert.True(await state.RunAsync(tx => logs.TrimAsync(tx, "a", model.First, 1)));
        for (int i = 0; i < 20 * 4; i++)
        {
            await LogShape.CheckAsync(state, logs, "a", model);
            await AppendAsync(new string('y', 1000));
        }
    }

    private async Task AppendAsync(string entry)
    {
        long sequence = await state.RunAsync(tx => logs.AppendAsync(tx, "a", entry));
        Assert.Equal(model.Append(entry), sequence);
    }
}

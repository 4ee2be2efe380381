using CsCheck;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>
/// Pages that are not as the code writes them, as if authentication had let them pass: each is refused as a fault, or read
/// within its bounds; nothing else is thrown, and nothing large allocated.
/// </summary>
public sealed class MalformedPageTests
{
    private const int MostAllocated = 8 << 20;

    private readonly MemoryState state = new();
    private readonly LogTable<string> logs = new("logs", ShapeJson.Default.String);
    private readonly IndexTable indexes = new("indexes");

    [Fact]
    public async Task A_flipped_byte_of_a_logs_record_is_a_fault_or_within_bounds()
    {
        await FillLogAsync();
        string prefix = $"logs/{Convert.ToHexString(ShapeKey.Encode("a"))}";
        string[] records = [.. state.Records.Keys];
        Assert.Equal(1 + 1 + 1 + LogDirectory.SegmentsToLeave + 3 + 2, records.Length);
        Assert.All(records, record => Assert.StartsWith(prefix, record));

        // The tail, the directory, the leaf, the oldest segment and the newest.
        await FlipAsync([records[0], records[1], records[2], records[3], records[^1]], LogUseAsync);
    }

    [Fact]
    public async Task A_flipped_byte_of_an_indexs_record_is_a_fault_or_within_bounds()
    {
        for (int i = 0; i < 220; i++)
        {
            byte[] key = new byte[IndexTable.MaxKeyBytes];
            key[^1] = (byte)(i * 7);
            await state.RunAsync(tx => indexes.PutAsync(tx, "a", key, new byte[400]));
        }

        Assert.Equal(2, (await IndexShape.NodesAsync(state, "a"))[0].Level);
        string[] records = [.. state.Records.Keys];
        string inner = records.First(record => record != records[0] && state.Records[record][1] == 1);
        await FlipAsync([records[0], inner, records[^1]], IndexUseAsync);
    }

    [Fact]
    public async Task A_page_that_is_cut_or_longer_is_a_fault()
    {
        await FillLogAsync();
        await state.RunAsync(tx => indexes.PutAsync(tx, "a", new byte[] { 1, 2 }, new byte[] { 3 }));
        foreach ((byte[] page, Action<ReadOnlyMemory<byte>> read) in new (byte[], Action<ReadOnlyMemory<byte>>)[]
        {
            (Page("logs", 1), page => LogTail.Read(page)), (Page("logs", 2), page => LogDirectory.Read(page)),
            (Page("logs", 3), page => LogDirectory.ReadLeaf(page)), (Page("logs", 4), page => LogEntries.ReadSegment(page)),
            (Page("indexes", 1), page => IndexNode.Read(page)),
        })
        {
            read(page);
            for (int length = 0; length < page.Length; length++)
            {
                Assert.Throws<MalformedRecordException>(() => read(page.AsMemory(0, length)));
            }

            Assert.Throws<MalformedRecordException>(() => read((byte[])[.. page, 0]));
            Assert.Throws<MalformedRecordException>(() => read((byte[])[2, .. page.AsSpan(1)]));
        }
    }

    [Fact]
    public void A_count_of_more_than_is_there_gets_no_memory()
    {
        byte[] first = [0, 0, 0, 0, 0, 0, 0, 1];
        foreach ((byte[] page, Action<ReadOnlyMemory<byte>> read) in new (byte[], Action<ReadOnlyMemory<byte>>)[]
        {
            ([1, .. first, 0xFF, 0xFF, 0], page => LogTail.Read(page)), ([1, .. first, 0, 0, .. first, 0xFF, 0xFF, 0], page => LogTail.Read(page)),
            ([1, 0xFF, 0xFF, 0], page => LogDirectory.Read(page)), ([1, 0xFF, 0xFF, 0], page => LogDirectory.ReadLeaf(page)),
            ([1, .. first, 0xFF, 0xFF, 0], page => LogEntries.ReadSegment(page)), ([1, 0, .. first, 0xFF, 0xFF, 0], page => IndexNode.Read(page)),
        })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<MalformedRecordException>(() => read(page));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        }
    }

    [Fact]
    public void Any_bytes_are_a_fault_or_a_page() => Gen.Select(Gen.Byte[0, 4].Array[0, 60], Gen.Int[0, 4]).Sample(
        (bytes, kind) =>
        {
            try
            {
                ReadOnlyMemory<byte> page = (byte[])[1, .. bytes];
                object read = kind switch
                {
                    0 => LogTail.Read(page),
                    1 => LogDirectory.Read(page),
                    2 => LogDirectory.ReadLeaf(page),
                    3 => LogEntries.ReadSegment(page),
                    _ => IndexNode.Read(page),
                };
                Assert.NotNull(read);
            }
            catch (MalformedRecordException malformed)
            {
                Assert.Null(malformed.InnerException);
            }
        },
        iter: 50_000);

    /// <summary>Every part of a log, in pages as small as they can be.</summary>
    private async Task FillLogAsync()
    {
        LogDirectory directory = new();
        long sequence = 1;
        for (; sequence <= LogDirectory.SegmentsToLeave + 3; sequence++)
        {
            await WriteAsync(records =>
            {
                records.PutSegment(LogEntries.None(sequence).With("\"x\""u8));
                directory.Add(sequence, records);
            });
        }

        LogTail tail = new();
        for (; tail.Runs.Count < 2; sequence += 2)
        {
            LogEntries run = LogEntries.None(sequence).With("\"y\""u8).With("\"y\""u8);
            await WriteAsync(records => records.PutSegment(run));
            tail.Runs.Add(new LogRun(sequence, run.Bytes.Length));
        }

        tail.Entries = LogEntries.None(sequence).With("\"zz\""u8).With("\"z\""u8);
        await WriteAsync(records => records.Put(directory));
        await WriteAsync(records => records.Put(tail));
    }

    private Task WriteAsync(Action<LogRecords> write) => state.RunAsync(tx =>
    {
        write(new LogRecords(tx, new Table("logs"), ShapeKey.Encode("a")));
        return new ValueTask<bool>(true);
    });

    private byte[] Page(string table, byte part) => state.Records.First(record =>
        record.Key.StartsWith($"{table}/{Convert.ToHexString([(byte)'a', part])}", StringComparison.Ordinal)).Value;

    private async Task FlipAsync(string[] records, Func<MemoryState, Task> use)
    {
        foreach (string record in records)
        {
            byte[] page = state.Records[record];
            int faults = 0;
            for (int place = 0; place < page.Length; place += place < 48 ? 1 : 1 + (page.Length / 150))
            {
                foreach (int flip in (int[])[0x01, 0x80, 0xFF])
                {
                    MemoryState flipped = state.Copy();
                    flipped.Records[record] = [.. page];
                    flipped.Records[record][place] ^= (byte)flip;
                    faults += await FaultsAsync(flipped, use);
                }
            }

            // The version at least.
            Assert.InRange(faults, 3, int.MaxValue);
        }
    }

    private static async Task<int> FaultsAsync(MemoryState flipped, Func<MemoryState, Task> use)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            await use(flipped);
            return 0;
        }
        catch (MalformedRecordException)
        {
            return 1;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        }
    }

    /// <summary>All that can be done with a log; what is not tried in one order is in the other.</summary>
    private async Task LogUseAsync(MemoryState flipped)
    {
        long next = (await flipped.RunAsync(tx => logs.ExtentAsync(tx, "a"))).Next;
        Assert.InRange(next, 1, LogTable.MaxSequence + LogEntries.MaxPageBytes);
        await BothAsync(
            async () => Assert.InRange((await flipped.RunAsync(tx => logs.RangeAsync(tx, "a", 0, 600))).Count, 0, 600),
            async () => Assert.InRange((await flipped.RunAsync(tx => logs.RangeAsync(tx, "a", next, 600, backward: true))).Count, 0, 600));
        await BothAsync(
            () => flipped.RunAsync(tx => logs.AppendAsync(tx, "a", new string('x', 5000))),
            () => flipped.RunAsync(tx => logs.TrimAsync(tx, "a", next - 3, 200)));
        await flipped.RunAsync(tx => logs.DeleteAsync(tx, "a", 200));
    }

    private async Task IndexUseAsync(MemoryState flipped)
    {
        byte[] last = new byte[IndexTable.MaxKeyBytes];
        last[^1] = 0xFF;
        await BothAsync(
            async () => Assert.InRange((await flipped.RunAsync(tx => indexes.RangeAsync(tx, "a", 1000))).Count, 0, 1000),
            async () => Assert.InRange((await flipped.RunAsync(tx => indexes.RangeAsync(tx, "a", 1000, reverse: true))).Count, 0, 1000));
        await BothAsync(
            () => flipped.RunAsync(tx => indexes.FindAsync(tx, "a", last)),
            () => flipped.RunAsync(tx => indexes.PutAsync(tx, "a", new byte[1], new byte[512])));
        await flipped.RunAsync(tx => indexes.RemoveAsync(tx, "a", last));
    }

    private static async Task BothAsync(Func<Task> one, Func<Task> other)
    {
        Task first = one();
        await other();
        await first;
    }
}

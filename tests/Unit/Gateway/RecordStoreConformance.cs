using System.Text;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Gateway.HostServices.Records;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>What every engine behind <see cref="IRecordStore"/> does. An engine derives from it and says how it is opened.</summary>
public abstract class RecordStoreConformance
{
    /// <summary>Opens the store of this test, again with what is in it.</summary>
    internal abstract IRecordStore Open();

    [Fact]
    public async Task What_is_committed_is_there_after_opening_again()
    {
        using (IRecordStore store = Open())
        {
            Assert.True((await store.CommitAsync(Commit(puts: [Record(1, 1, "one"), Record(2, 1, "two")]))).Committed);
        }

        using IRecordStore again = Open();
        ReadRecordsResponse read = again.Read([Key(2), Key(3), Key(1)]);
        Assert.Equal(["two", "one"], read.Records.Select(Text));
        Assert.Equal([1, 1], read.Records.Select(record => record.Version));
        Assert.Equal(0, read.Remaining);
    }

    [Fact]
    public async Task A_wrong_expectation_changes_nothing_and_says_what_there_is()
    {
        using IRecordStore store = Open();
        await store.CommitAsync(Commit(puts: [Record(1, 7, "old")]));

        CommitRecordsResponse refused = await store.CommitAsync(Commit(
            expected: [Expect(1, 6), Expect(2, 0), Expect(3, 1)],
            puts: [Record(1, 8, "new"), Record(2, 1, "another")],
            deletes: [Key(1)]));

        Assert.False(refused.Committed);
        Assert.Equal([(Key(1)[0], 7L), (Key(3)[0], 0L)], refused.Conflicts.Select(conflict => (conflict.Key[0], conflict.Version)));
        Assert.Equal(["old"], store.Read([Key(1), Key(2)]).Records.Select(Text));
    }

    [Fact]
    public async Task Of_many_that_expect_the_same_version_one_wins()
    {
        using IRecordStore store = Open();
        CommitRecordsResponse[] ends = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            store.CommitAsync(Commit(expected: [Expect(1, 0)], puts: [Record(1, i + 1, $"{i}")]))));

        int winner = Array.FindIndex(ends, end => end.Committed);
        Assert.Single(ends, end => end.Committed);
        Assert.Equal($"{winner}", Text(Assert.Single(store.Read([Key(1)]).Records)));
        Assert.All(ends.Where(end => !end.Committed), end => Assert.Equal(winner + 1, Assert.Single(end.Conflicts).Version));
    }

    [Fact]
    public async Task Counting_up_by_compare_and_set_loses_nothing()
    {
        using IRecordStore store = Open();
        async Task CountAsync()
        {
            long seen = 0;
            while (!(await store.CommitAsync(Commit(expected: [Expect(1, seen)], puts: [Record(1, seen + 1, "")]))).Committed)
            {
                seen = store.Read([Key(1)]).Records.Single().Version;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(CountAsync)));
        Assert.Equal(40, store.Read([Key(1)]).Records.Single().Version);
    }

    [Fact]
    public async Task Deleted_records_are_gone_and_a_missing_one_is_no_error()
    {
        using IRecordStore store = Open();
        await store.CommitAsync(Commit(puts: [Record(1, 1, "a"), Record(2, 1, "b")]));
        Assert.True((await store.CommitAsync(Commit(expected: [Expect(1, 1)], deletes: [Key(1), Key(9)]))).Committed);
        Assert.Equal(["b"], store.Scan(cursor: null).Records.Select(Text));
    }

    [Fact]
    public async Task A_scan_gives_every_record_once_in_the_order_of_keys()
    {
        using IRecordStore store = Open();
        for (int i = 0; i < 3; i++)
        {
            await store.CommitAsync(Commit(puts: [.. Enumerable.Range(0, 700).Select(j => Numbered((700 * i) + j))]));
        }

        List<byte[]> keys = [];
        byte[]? cursor = null;
        do
        {
            ScanRecordsResponse part = store.Scan(cursor);
            keys.AddRange(part.Records.Select(record => record.Key));
            cursor = part.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(2100, keys.Count);
        Assert.Equal(keys.Select(Convert.ToHexString).Distinct().Order(StringComparer.Ordinal), keys.Select(Convert.ToHexString));
    }

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("", 57, "")]
    [InlineData("sealed", 0, "")]
    [InlineData("sealed", 3, "sea")]
    [InlineData("sealed", 6, "sealed")]
    [InlineData("sealed", 57, "sealed")]
    public async Task A_scan_gives_as_many_leading_bytes_of_a_value_as_there_are(string value, int bytes, string given)
    {
        using IRecordStore store = Open();
        await store.CommitAsync(Commit(puts: [Record(1, 1, value)]));
        Assert.Equal(given, Encoding.UTF8.GetString(Assert.Single(store.Scan(null, bytes).Records).Value));
        Assert.Equal(value, Encoding.UTF8.GetString(Assert.Single(store.Read([Key(1)]).Records).Value));
    }

    [Fact]
    public async Task Answers_stop_before_they_outgrow_a_frame_and_can_be_gone_on_with()
    {
        using IRecordStore store = Open();
        for (byte i = 1; i <= 3; i++)
        {
            await store.CommitAsync(Commit(puts: [new SealedRecord { Key = Key(i), Version = 1, Value = new byte[RecordLimits.MaxValueBytes] }]));
        }

        ReadRecordsResponse read = store.Read([Key(1), Key(2), Key(3)]);
        Assert.Single(read.Records);
        Assert.Equal(2, read.Remaining);
        Assert.Equal(Key(2), store.Scan(Key(1)).Records[0].Key);
        Assert.Null(store.Scan(Key(3)).Cursor);
    }

    internal static CommitRecordsRequest Commit(
        IReadOnlyList<ExpectedVersion>? expected = null, IReadOnlyList<SealedRecord>? puts = null, IReadOnlyList<byte[]>? deletes = null) =>
        new() { Expected = expected ?? [], Puts = puts ?? [], Deletes = deletes ?? [] };

    internal static byte[] Key(byte number) => [number, 0, 255];

    internal static ExpectedVersion Expect(byte key, long version) => new() { Key = Key(key), Version = version };

    internal static SealedRecord Record(byte key, long version, string value) =>
        new() { Key = Key(key), Version = version, Value = System.Text.Encoding.UTF8.GetBytes(value) };

    internal static SealedRecord Numbered(int number) =>
        new() { Key = SHA256.HashData(BitConverter.GetBytes(number)), Version = 1, Value = [1, 2, 3] };

    internal static string Text(SealedRecord record) => System.Text.Encoding.UTF8.GetString(record.Value);
}

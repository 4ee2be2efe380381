using System.Buffers.Binary;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

public sealed class IndexTableTests
{
    private readonly MemoryState state = new();
    private readonly IndexTable indexes = new("indexes");
    private readonly IndexModel model = new();

    [Fact]
    public async Task An_index_that_does_not_exist_is_empty()
    {
        Assert.Null(await state.RunAsync(tx => indexes.FindAsync(tx, "a", new byte[1])));
        Assert.False(await state.RunAsync(tx => indexes.RemoveAsync(tx, "a", new byte[1])));
        Assert.Empty(await state.RunAsync(tx => indexes.RangeAsync(tx, "a", 1)));
        Assert.Null((await state.RunAsync(tx => indexes.PageAsync(tx, "a", default))).NextCursor);
        Assert.Empty(state.Records);
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(128, 512, true)]
    [InlineData(0, 0, false)]
    [InlineData(129, 0, false)]
    [InlineData(1, 513, false)]
    public async Task A_key_has_1_to_128_bytes_and_a_value_at_most_512(int keyLength, int valueLength, bool good)
    {
        byte[] key = new byte[keyLength];
        byte[] value = new byte[valueLength];
        Task put = state.RunAsync(tx => indexes.PutAsync(tx, "a", key, value));
        if (good)
        {
            await put;
            Assert.Equal(value, await FindAsync("a", key));
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => put);
            Assert.Null(await state.RunAsync(tx => indexes.FindAsync(tx, "a", key)));
            Assert.False(await state.RunAsync(tx => indexes.RemoveAsync(tx, "a", key)));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    public async Task A_node_that_is_full_stays_whole_and_one_byte_more_splits_it(int beyond, int nodes)
    {
        // Seven entries of 520 bytes and what is left for the eighth, with three bytes before and one of key each.
        for (byte key = 1; key <= 7; key++)
        {
            await PutAsync([key], new byte[512]);
        }

        int left = IndexNode.MaxBytes - IndexNode.HeaderBytes - (7 * (3 + 1 + 512));
        await PutAsync([8], new byte[left - 3 - 1 + beyond]);
        Assert.Equal(nodes, state.Records.Count);
        await IndexShape.CheckAsync(state, indexes, "a", model);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(IndexTable.MaxRange + 1)]
    public Task A_range_of_another_length_is_a_callers_fault(int limit) =>
        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => state.RunAsync(tx => indexes.RangeAsync(tx, "a", limit)));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task A_page_of_another_length_is_refused(int limit)
    {
        RequestException refused = await Assert.ThrowsAsync<RequestException>(
            () => state.RunAsync(tx => indexes.PageAsync(tx, "a", new PageRequest(limit, null))));
        Assert.Equal(ErrorCode.InvalidRequest, refused.Code);
    }

    [Fact]
    public async Task Ranges_that_begin_at_around_every_key_give_what_a_dictionary_gives()
    {
        List<byte[]> keys = [.. Enumerable.Range(0, 300).Select(i => (byte[])[(byte)(i / 100), (byte)(i % 100 * 2), 0])];
        foreach (byte[] key in keys)
        {
            await PutAsync(key, new byte[100]);
        }

        Assert.InRange(state.Records.Count, 8, 300);
        await state.RunAsync(async tx =>
        {
            foreach (byte[] after in keys.SelectMany(key => (byte[][])[key[..2], key, [.. key, 0], [key[0], (byte)(key[1] + 1)]]))
            {
                foreach (byte[] prefix in (byte[][])[[], after[..1], after[..2], after])
                {
                    foreach (bool reverse in (bool[])[false, true])
                    {
                        IndexShape.AssertEqual(
                            model.Range(after, prefix, 2, reverse), await indexes.RangeAsync(tx, "a", 2, after, prefix, reverse));
                    }
                }
            }

            return true;
        });
    }

    [Fact]
    public async Task Removing_every_entry_in_any_order_removes_every_record()
    {
        foreach (int seed in (int[])[0, 1, 2])
        {
            byte[][] keys = [.. Enumerable.Range(0, 2000).Select(Key)];
            foreach (byte[] key in keys)
            {
                await PutAsync(key, new byte[60]);
            }

            IEnumerable<byte[]> order = seed switch { 0 => keys, 1 => keys.Reverse(), _ => keys.OrderBy(key => key[3] * 31 % 17) };
            foreach (byte[] key in order)
            {
                Assert.True(model.Remove(key));
                Assert.True(await state.RunAsync(tx => indexes.RemoveAsync(tx, "a", key)));
                if (model.Count % 97 == 0)
                {
                    await IndexShape.CheckAsync(state, indexes, "a", model);
                }
            }

            Assert.Empty(state.Records);
        }
    }

    [Fact]
    public async Task Entries_of_two_indexes_do_not_meet()
    {
        await state.RunAsync(tx => indexes.PutAsync(tx, "a", new byte[] { 1 }, new byte[] { 1 }));
        await state.RunAsync(tx => indexes.PutAsync(tx, "aa", new byte[] { 1 }, new byte[] { 2 }));
        Assert.Equal([1], await FindAsync("a", [1]));
        Assert.Equal([2], await FindAsync("aa", [1]));
    }

    [Fact]
    public async Task Putting_what_is_there_writes_nothing()
    {
        await PutAsync([1], [1]);
        long changes = state.Changes;
        Assert.False(await state.RunAsync(tx => indexes.PutAsync(tx, "a", new byte[] { 1 }, new byte[] { 1 })));
        Assert.Equal(changes, state.Changes);
    }

    private static byte[] Key(int number)
    {
        byte[] key = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(key, number);
        return key;
    }

    private Task<byte[]?> FindAsync(string name, byte[] key) =>
        state.RunAsync(async tx => (await indexes.FindAsync(tx, name, key))?.ToArray());

    private async Task PutAsync(byte[] key, byte[] value)
    {
        bool added = await state.RunAsync(tx => indexes.PutAsync(tx, "a", key, value));
        Assert.Equal(model.Put(key, value), added);
    }
}

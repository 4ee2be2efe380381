using CsCheck;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>Any sequence of operations on an index, kept and dropped, beside a sorted dictionary that does the same.</summary>
public sealed class IndexModelTests
{
    private static readonly IndexTable Indexes = new("indexes");

    /// <summary>Keys that meet each other often, share beginnings, and are short, long, and full of 0x00 and 0xFF.</summary>
    private static readonly Gen<byte[]> Key = Gen.OneOf(
        Gen.Int[0, 400].Select(number => (byte[])[(byte)(number % 7), (byte)(number >> 8), (byte)number]),
        Gen.Select(Gen.Int[0, 60], Gen.Int[100, 127]).Select((number, length) => (byte[])[.. Enumerable.Repeat((byte)'k', length), (byte)number]),
        Gen.Select(Gen.Bool, Gen.Int[1, IndexTable.MaxKeyBytes]).Select((high, length) => Enumerable.Repeat(high ? (byte)0xFF : (byte)0, length).ToArray()),
        Gen.Byte.Array[1, 4]);

    private static readonly Gen<byte[]> Value = Gen.OneOf(Gen.Byte.Array[0, 20], Gen.Const(new byte[IndexTable.MaxValueBytes]));

    private static readonly Gen<Operation> AnyOperation = Gen.Frequency(
        (6, Gen.Select(Key, Value).Array[1, 80].Select(entries => (Operation)new Put(entries))),
        (5, Key.Array[1, 80].Select(keys => (Operation)new Remove(keys))),
        (1, Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Select((share, length) => (Operation)new RemovePart(share, length))),
        (3, Gen.Select(Gen.OneOf(Key, Gen.Const(Array.Empty<byte>())), Key, Gen.Int[0, 3], Gen.Int[1, 100], Gen.Bool)
            .Select((after, prefix, length, limit, reverse) => (Operation)new Range(after, prefix[..Math.Min(length, prefix.Length)], limit, reverse))),
        (1, Gen.Select(Gen.Int[1, 100], Gen.Bool).Select((limit, reverse) => (Operation)new Walk(limit, reverse))));

    private abstract record Operation;

    private sealed record Put((byte[] Key, byte[] Value)[] Entries) : Operation;

    private sealed record Remove(byte[][] Keys) : Operation;

    private sealed record RemovePart(double Share, double Length) : Operation;

    private sealed record Range(byte[] After, byte[] Prefix, int Limit, bool Reverse) : Operation;

    private sealed record Walk(int Limit, bool Reverse) : Operation;

    [Fact]
    public Task An_index_is_what_a_sorted_dictionary_is() => Gen.Select(AnyOperation.Array[1, 4], Gen.Int[0, 4]).Array[1, 15].SampleAsync(
        async transactions =>
        {
            MemoryState state = new();
            IndexModel model = new();
            foreach ((Operation[] operations, int fate) in transactions)
            {
                bool commit = fate > 0;
                IndexModel changed = model.Copy();
                await state.RunAsync(
                    async tx =>
                    {
                        foreach (Operation operation in operations)
                        {
                            await ApplyAsync(tx, operation, changed);
                        }

                        return true;
                    },
                    commit);
                model = commit ? changed : model;
                await IndexShape.CheckAsync(state, Indexes, "a", model);
            }
        },
        iter: 500);

    private static async ValueTask ApplyAsync(ITransaction tx, Operation operation, IndexModel model)
    {
        switch (operation)
        {
            case Put put:
                foreach ((byte[] key, byte[] value) in put.Entries)
                {
                    Assert.Equal(model.Put(key, value), await Indexes.PutAsync(tx, "a", key, value));
                    Assert.Equal(value, (await Indexes.FindAsync(tx, "a", key)).GetValueOrDefault().ToArray());
                }

                break;
            case Remove remove:
                await RemoveAsync(tx, remove.Keys, model);
                break;
            case RemovePart part:
                int at = (int)(part.Share * model.Count);
                await RemoveAsync(tx, [.. model.Keys.Skip(at).Take((int)(part.Length * (model.Count - at)))], model);
                break;
            case Range range:
                IndexShape.AssertEqual(
                    model.Range(range.After, range.Prefix, range.Limit, range.Reverse),
                    await Indexes.RangeAsync(tx, "a", range.Limit, range.After, range.Prefix, range.Reverse));
                break;
            case Walk walk:
                await IndexShape.WalkAsync(tx, Indexes, "a", model, [], walk.Limit, walk.Reverse);
                break;
            default:
                Assert.Fail("An operation that is none.");
                break;
        }
    }

    private static async ValueTask RemoveAsync(ITransaction tx, byte[][] keys, IndexModel model)
    {
        foreach (byte[] key in keys)
        {
            Assert.Equal(model.Remove(key), await Indexes.RemoveAsync(tx, "a", key));
            Assert.Null(await Indexes.FindAsync(tx, "a", key));
        }
    }
}

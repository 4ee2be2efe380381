using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Core.State.Records;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>The index against a dictionary, its size against its promise, and the accumulator against big integers.</summary>
public sealed class RecordIndexTests
{
    private const long MaxBytesPerRecord = 64;

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 400)]
    [InlineData(3, 4000)]
    public void It_is_a_dictionary(int seed, int keys)
    {
        Random random = new(seed);
        RecordIndex index = new();
        Dictionary<int, IndexEntry> model = [];
        for (int step = 0; step < 60_000; step++)
        {
            int number = random.Next(keys);
            Bytes32 key = KeyOf(number, random);

            // It grows, shrinks, and grows again.
            bool remove = random.Next(10) < ((step / 10_000) % 2 == 0 ? 3 : 7);
            if (remove)
            {
                Assert.Equal(model.Remove(number), index.Remove(key));
            }
            else
            {
                IndexEntry entry = new(step + 1, random.Next(), UInt128.Parse($"{step}") << 64);
                Assert.Equal(!model.ContainsKey(number), index.Set(key, entry));
                model[number] = entry;
            }

            Assert.Equal(model.Count, index.Count);
            int probe = random.Next(keys);
            Assert.Equal(model.TryGetValue(probe, out IndexEntry expected), index.TryGet(KeyOf(probe, random), out IndexEntry found));
            Assert.Equal(expected, found);
        }

        for (int number = 0; number < keys; number++)
        {
            Assert.Equal(model.TryGetValue(number, out IndexEntry expected), index.TryGet(KeyOf(number, random), out IndexEntry found));
            Assert.Equal(expected, found);
        }
    }

    /// <summary>All keys in one shard and on one slot: the search is long, and right.</summary>
    [Fact]
    public void Keys_that_collide_are_told_apart_and_removed_in_any_order()
    {
        Random random = new(4);
        RecordIndex index = new();
        Bytes32[] keys = [.. Enumerable.Range(0, 300).Select(i => Colliding(i))];
        for (int i = 0; i < keys.Length; i++)
        {
            Assert.True(index.Set(keys[i], new IndexEntry(i + 1, 0, 0)));
        }

        HashSet<int> left = [.. Enumerable.Range(0, keys.Length)];
        while (left.Count > 0)
        {
            int gone = left.ElementAt(random.Next(left.Count));
            left.Remove(gone);
            Assert.True(index.Remove(keys[gone]));
            Assert.All(Enumerable.Range(0, keys.Length), i => Assert.Equal(left.Contains(i), index.TryGet(keys[i], out _)));
        }
    }

    [Fact]
    public void A_million_records_take_at_most_64_bytes_each_while_it_grows_and_after()
    {
        const int Records = 1_000_000;
        RecordIndex index = new();
        Span<byte> key = stackalloc byte[Bytes32.Length];
        long worst = 0;
        for (int i = 0; i < Records; i++)
        {
            SHA256.HashData(BitConverter.GetBytes(i), key);
            index.Set(new Bytes32(key), new IndexEntry(i + 1, 0, 0));
            if (i >= Records / 2 && i % 10_000 == 0)
            {
                worst = Math.Max(worst, index.MemoryBytes * 1000 / index.Count);
            }
        }

        worst = Math.Max(worst, index.MemoryBytes * 1000 / index.Count);
        TestContext.Current.SendDiagnosticMessage($"index: {index.MemoryBytes / (double)Records:F1} bytes a record at 1,000,000; at worst {worst / 1000.0:F1}");
        Assert.InRange(worst, 0, MaxBytesPerRecord * 1000);
        Assert.Equal(28, Unsafe.SizeOf<IndexEntry>());
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(1000, 1000)]
    [InlineData(200_000, 1000)]
    [InlineData(1000, 200_000)]
    public void What_is_expected_decides_how_much_there_is_at_first_and_never_what_it_holds(int expected, int records)
    {
        RecordIndex index = new(expected);
        Span<byte> key = stackalloc byte[Bytes32.Length];
        for (int i = 0; i < records; i++)
        {
            SHA256.HashData(BitConverter.GetBytes(i), key);
            Assert.True(index.Set(new Bytes32(key), new IndexEntry(i + 1, 0, 0)));
        }

        for (int i = 0; i < records; i++)
        {
            SHA256.HashData(BitConverter.GetBytes(i), key);
            Assert.True(index.TryGet(new Bytes32(key), out IndexEntry entry) && entry.Version == i + 1);
        }

        Assert.Equal(records, index.Count);
    }

    [Fact]
    public void A_million_records_that_were_expected_fit_without_growing()
    {
        const int Records = 1_000_000;
        RecordIndex index = new(Records);
        long made = index.MemoryBytes;
        Span<byte> key = stackalloc byte[Bytes32.Length];
        for (int i = 0; i < Records; i++)
        {
            SHA256.HashData(BitConverter.GetBytes(i), key);
            index.Set(new Bytes32(key), new IndexEntry(i + 1, 0, 0));
        }

        Assert.Equal(made, index.MemoryBytes);
        Assert.InRange(made, 0, Records * MaxBytesPerRecord);
    }

    [Fact]
    public void The_accumulator_adds_and_takes_away_modulo_2_to_the_512()
    {
        BigInteger modulus = BigInteger.One << 512;
        Random random = new(5);
        Accumulator sum = default;
        BigInteger expected = 0;
        byte[] bytes = new byte[Accumulator.Length];
        for (int i = 0; i < 1000; i++)
        {
            random.NextBytes(bytes);
            if (i % 7 == 0)
            {
                Array.Fill(bytes, byte.MaxValue);
            }

            BigInteger number = new(bytes, isUnsigned: true);
            if (random.Next(2) == 0)
            {
                sum.Add(Accumulator.Read(bytes));
                expected = (expected + number) % modulus;
            }
            else
            {
                sum.Subtract(Accumulator.Read(bytes));
                expected = (expected - number + modulus) % modulus;
            }

            sum.CopyTo(bytes);
            Assert.Equal(expected, new BigInteger(bytes, isUnsigned: true));
        }
    }

    private static Bytes32 KeyOf(int number, Random random)
    {
        byte[] key = SHA256.HashData(BitConverter.GetBytes(number));

        // The index tells records apart by their first half.
        random.NextBytes(key.AsSpan(16));
        return new Bytes32(key);
    }

    private static Bytes32 Colliding(int number)
    {
        byte[] key = new byte[Bytes32.Length];
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(4), number);
        return new Bytes32(key);
    }
}

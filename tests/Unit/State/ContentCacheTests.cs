using NeoServiceLayer.Enclave.Core.State.Records;
using Xunit;

namespace NeoServiceLayer.Tests.State;

public sealed class ContentCacheTests
{
    private const int Entry = 160 + 100;

    [Fact]
    public void What_was_used_last_stays_within_the_bytes_allowed()
    {
        ContentCache cache = new(3 * Entry);
        for (byte i = 1; i <= 3; i++)
        {
            cache.Set(Key(i), i, new byte[100]);
        }

        Assert.NotNull(cache.Find(Key(1), 1));
        cache.Set(Key(4), 4, new byte[100]);
        Assert.Null(cache.Find(Key(2), 2));
        Assert.NotNull(cache.Find(Key(1), 1));
        Assert.NotNull(cache.Find(Key(3), 3));
        Assert.Equal(3 * Entry, cache.Bytes);
        cache.Set(Key(5), 5, new byte[300]);
        Assert.Null(cache.Find(Key(1), 1));
        Assert.True(cache.Bytes <= 3 * Entry);
        cache.Set(Key(5), 6, new byte[10_000]);
        Assert.Null(cache.Find(Key(5), 5));
        Assert.Null(cache.Find(Key(5), 6));
        cache.Remove(Key(3));
        cache.Remove(Key(4));
        Assert.Equal(0, cache.Bytes);
    }

    [Fact]
    public void Another_version_is_not_given()
    {
        ContentCache cache = new(1000);
        cache.Set(Key(1), 7, [1]);
        Assert.Null(cache.Find(Key(1), 6));
        Assert.Null(cache.Find(Key(1), 8));
        Assert.Equal([1], cache.Find(Key(1), 7));
    }

    private static Bytes32 Key(byte number) => new([.. Enumerable.Repeat(number, Bytes32.Length)]);
}

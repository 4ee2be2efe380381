using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class KeyCacheTests
{
    private static readonly byte[] Message = [1, 2, 3];

    [Fact]
    public void The_least_recently_used_key_leaves_first()
    {
        using KeyCache cache = new(2);
        Add(cache, "a").Dispose();
        Add(cache, "b").Dispose();
        Assert.True(cache.TryRent("a", out KeyLease? a));
        a.Dispose();
        Add(cache, "c").Dispose();
        Assert.Equal(2, cache.Count);
        Assert.False(cache.TryRent("b", out _));
        Assert.True(cache.TryRent("a", out _));
        Assert.True(cache.TryRent("c", out _));
    }

    [Fact]
    public void A_key_that_is_put_out_lives_until_its_last_lease_ends()
    {
        using KeyCache cache = new(1);
        KeyLease first = Add(cache, "a");
        Assert.True(cache.TryRent("a", out KeyLease? second));
        PrivateKey key = first.Key;
        cache.Evict("a");
        Assert.False(cache.TryRent("a", out _));
        Assert.True(key.PublicKey.Verify(Message, key.Sign(Message)));
        first.Dispose();

        // A lease that is ended twice ends once.
        first.Dispose();
        Assert.True(key.PublicKey.Verify(Message, key.Sign(Message)));
        second.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign(Message));
    }

    [Fact]
    public void A_key_that_nobody_uses_is_cleared_when_it_is_put_out()
    {
        using KeyCache cache = new(1);
        KeyLease lease = Add(cache, "a");
        PrivateKey key = lease.Key;
        lease.Dispose();
        key.Sign(Message);
        Add(cache, "b").Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign(Message));
        cache.Evict("a");
    }

    [Fact]
    public void Who_loads_a_key_that_is_there_gets_the_one_that_is()
    {
        using KeyCache cache = new(4);
        using KeyLease first = Add(cache, "a");
        PrivateKey late = PrivateKey.Create();
        using KeyLease second = cache.Add("a", late);
        Assert.Same(first.Key, second.Key);
        Assert.Throws<ObjectDisposedException>(() => late.Sign(Message));
    }

    [Fact]
    public void At_the_end_every_key_is_cleared_and_none_is_kept()
    {
        KeyCache cache = new(4);
        KeyLease used = Add(cache, "a");
        KeyLease unused = Add(cache, "b");
        unused.Dispose();
        cache.Dispose();
        Assert.Throws<ObjectDisposedException>(() => unused.Key.Sign(Message));
        used.Key.Sign(Message);
        used.Dispose();
        Assert.Throws<ObjectDisposedException>(() => used.Key.Sign(Message));

        KeyLease late = Add(cache, "c");
        Assert.Equal(0, cache.Count);
        late.Key.Sign(Message);
        late.Dispose();
        Assert.Throws<ObjectDisposedException>(() => late.Key.Sign(Message));
    }

    [Fact]
    public async Task Signing_goes_on_while_keys_come_and_go()
    {
        const int Wallets = 6;
        const int Signers = 4;
        const int Rounds = 2_000;
        using KeyCache cache = new(2);
        byte[][] secrets = [.. Enumerable.Range(1, Wallets).Select(i => SecretOf(i))];
        PublicKey[] expected = [.. secrets.Select(secret => Import(secret).PublicKey)];
        long loaded = 0;
        await Task.WhenAll(Enumerable.Range(0, Signers).Select(signer => Task.Run(() =>
        {
            Random random = new(signer);
            for (int round = 0; round < Rounds; round++)
            {
                int wallet = random.Next(Wallets);
                string id = $"{wallet}";
                if (!cache.TryRent(id, out KeyLease? lease))
                {
                    Interlocked.Increment(ref loaded);
                    lease = cache.Add(id, Import(secrets[wallet]));
                }

                using (lease)
                {
                    if (random.Next(4) == 0)
                    {
                        cache.Evict($"{random.Next(Wallets)}");
                    }

                    Assert.Equal(expected[wallet], lease.Key.PublicKey);
                    byte[] signature = lease.Key.Sign(Message);
                    if (round % 50 == 0)
                    {
                        Assert.True(expected[wallet].Verify(Message, signature));
                    }
                }
            }
        })));
        Assert.InRange(cache.Count, 0, 2);
        Assert.InRange(loaded, Wallets, Signers * Rounds);
    }

    private static KeyLease Add(KeyCache cache, string walletId) => cache.Add(walletId, PrivateKey.Create());

    private static PrivateKey Import(byte[] secret) => Vectors.Import(Convert.ToHexString(secret));

    private static byte[] SecretOf(int number)
    {
        byte[] secret = new byte[PrivateKey.Length];
        secret[^1] = (byte)number;
        return secret;
    }
}

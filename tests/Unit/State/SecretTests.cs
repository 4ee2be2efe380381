using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>Secret tables: never in the cache, cleared when done with. And the nonces of everything sealed.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task What_a_body_saw_of_a_secret_is_cleared_when_it_has_ended()
    {
        using TestState state = await TestState.OpenAsync();
        List<ReadOnlyMemory<byte>> seen = [];
        async Task SeeAsync(bool write)
        {
            await state.Store.RunAsync("see", async transaction =>
            {
                if (write)
                {
                    transaction.Put(TestState.Id("key", TestState.Secret), "replaced"u8);
                    ReadOnlyMemory<byte> first = (await transaction.GetAsync(TestState.Id("key", TestState.Secret)))!.Value;
                    seen.Add(first);
                    transaction.Put(TestState.Id("key", TestState.Secret), "a secret"u8);
                    Assert.True(first.Span.SequenceEqual("replaced"u8));
                }

                ReadOnlyMemory<byte> content = (await transaction.GetAsync(TestState.Id("key", TestState.Secret)))!.Value;
                Assert.True(content.Span.SequenceEqual("a secret"u8));
                seen.Add(content);
                return true;
            });
        }

        await SeeAsync(write: true);
        await SeeAsync(write: false);
        Assert.Equal(3, seen.Count);
        Assert.All(seen, one => Assert.Equal(new byte[8], one.ToArray()));
        Assert.Equal(0, state.Store.Figures!.CacheBytes);
    }

    [Fact]
    public async Task A_secret_that_waits_for_the_disk_is_copied_for_its_readers_and_cleared_once_it_is_there()
    {
        using TestState state = await TestState.OpenAsync();
        state.Host.Hold();
        ReadOnlyMemory<byte> written = default;
        Task write = state.Store.RunAsync("write", async transaction =>
        {
            transaction.Put(TestState.Id("key", TestState.Secret), "a secret"u8);
            written = (await transaction.GetAsync(TestState.Id("key", TestState.Secret)))!.Value;
            return true;
        }).AsTask();
        ReadOnlyMemory<byte> read = default;
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = state.Store.RunAsync("read", async transaction =>
        {
            read = (await transaction.GetAsync(TestState.Id("key", TestState.Secret)))!.Value;
            Assert.True(read.Span.SequenceEqual("a secret"u8));
            ended.SetResult();
            return true;
        }).AsTask();
        await ended.Task;
        Assert.True(written.Span.SequenceEqual("a secret"u8));
        state.Host.Release();
        await Task.WhenAll(write, reader);
        Assert.Equal(new byte[8], written.ToArray());
        Assert.Equal(new byte[8], read.ToArray());
    }

    [Fact]
    public async Task A_secret_is_cleared_also_when_its_transaction_comes_to_nothing()
    {
        using TestState state = await TestState.OpenAsync();
        ReadOnlyMemory<byte> written = default;
        async Task WriteAsync(Exception? fault) => await state.Store.RunAsync("write", async transaction =>
        {
            transaction.Put(TestState.Id("key", TestState.Secret), "a secret"u8);
            written = (await transaction.GetAsync(TestState.Id("key", TestState.Secret)))!.Value;
            return fault is null ? true : throw fault;
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(new InvalidOperationException()));
        Assert.Equal(new byte[8], written.ToArray());

        int commits = 0;
        state.Host.OnCommit = _ => commits++ == 0 ? Fate.Refused : Fate.Done;
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => WriteAsync(null));
        Assert.Equal(new byte[8], written.ToArray());
    }

    [Fact]
    public async Task A_plain_content_is_cached_and_a_secret_asked_for_each_time()
    {
        using TestState state = await TestState.OpenAsync();
        await state.PutAsync("a", "plain");
        await state.PutAsync("a", "secret", TestState.Secret);
        int asked = state.Host.Asked;
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal("plain", await state.GetAsync("a"));
            Assert.Equal("secret", await state.GetAsync("a", TestState.Secret));
            Assert.Equal(asked + i, state.Host.Asked);
        }
    }

    [Fact]
    public async Task The_parent_sees_no_content_and_no_key()
    {
        MemoryStore store = new();
        using TestState state = await TestState.OpenAsync(store);
        await state.PutAsync("a plaintext key", "a plaintext content");
        Assert.DoesNotContain(store.Written, record =>
            record.Value.AsSpan().IndexOf("plaintext"u8) >= 0 || record.Key.AsSpan().IndexOf("plaintext"u8) >= 0);
        Assert.All(store.Written, record => Assert.Equal(Bytes32.Length, record.Key.Length));
    }

    [Fact]
    public async Task No_nonce_is_used_twice_under_a_key_over_boots_failures_and_fences()
    {
        MemoryStore store = new();
        List<SealedRecord> asked = [];
        Random random = new(1);
        for (int boot = 0; boot < 4; boot++)
        {
            MemoryRecordHost host = new(store);
            host.OnCommit = request =>
            {
                // A fence that is tried again is the same bytes; everything else is new.
                asked.AddRange(request.Puts.Where(put => !asked.Any(one => one.Value.AsSpan().SequenceEqual(put.Value))));
                return (Fate)random.Next((int)Fate.Conflicted);
            };
            using TestState state = TestState.Start(host);
            for (int i = 0; i < 40; i++)
            {
                try
                {
                    await state.UntilAsync(() => state.Store is { IsOpen: true, Problem: null });
                    await state.PutAsync($"{i % 5}", $"{boot} {i}");
                }
                catch (RequestException failed)
                {
                    Assert.True(failed.Code == ErrorCode.StoreUnavailable || failed.Code == ErrorCode.NotReady, failed.Code.Name);
                }
            }
        }

        HashSet<(Bytes32 Boot, ulong Counter)> used = [.. asked.Select(put => (SealedValue.BootOf(put.Value), SealedValue.CounterOf(put.Value)))];
        Assert.Equal(asked.Count, used.Count);
        Assert.Equal(4, used.Select(one => one.Boot).Distinct().Count());
    }
}

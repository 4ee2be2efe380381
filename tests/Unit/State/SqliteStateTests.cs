using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Gateway.HostServices.Records;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>The engine over the gateway's own store and service, with the wire between them.</summary>
public sealed class SqliteStateTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-state-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task State_lasts_over_gateways_and_enclaves()
    {
        const int Writers = 200;
        using (Gateway first = new(folder))
        using (TestState state = TestState.StartWith(first.Records, TestState.Deploy(isNew: true)))
        {
            await state.UntilOpenAsync();
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => state.PutAsync($"{i}", new string((char)('a' + (i % 26)), i * 10))));
            await state.PutAsync("largest", new string('x', StateLimits.MaxContentBytes));
            await state.PutAsync("empty", "");
            await state.DeleteAsync("7");

            // Another gateway takes over while the enclave lives.
            state.Store.Detach(first.Records);
            first.Dispose();
            using Gateway second = new(folder);
            state.Store.Attach(second.Records);
            await state.UntilOpenAsync();
            await state.PutAsync("second", "gateway");
            await MustHoldAsync(state);
            state.Store.Detach(second.Records);
        }

        using Gateway third = new(folder);
        using TestState next = TestState.StartWith(third.Records, TestState.Deploy(isNew: false), TestState.Quick with { CacheBytes = 0 });
        await next.UntilOpenAsync();
        await MustHoldAsync(next);
        Assert.Equal(Writers + 2, next.Store.Figures!.Records);
    }

    private static async Task MustHoldAsync(TestState state)
    {
        Assert.Equal(new string('d', 30), await state.GetAsync("3"));
        Assert.Equal("", await state.GetAsync("0"));
        Assert.Equal("", await state.GetAsync("empty"));
        Assert.Null(await state.GetAsync("7"));
        Assert.Equal("gateway", await state.GetAsync("second"));
        Assert.Equal(StateLimits.MaxContentBytes, (await state.GetAsync("largest"))!.Length);
    }

    /// <summary>The gateway's half of a host connection over a store in a folder.</summary>
    private sealed class Gateway : IDisposable
    {
        private readonly SqliteRecordStore store;
        private readonly CallConnection calls;
        private readonly Thread[] threads;
        private bool closed;

        internal Gateway(string folder)
        {
            store = SqliteRecordStore.Open(Path.Combine(folder, "store.db"));
            OperationMap map = new();
            new RecordService(store).Bind(map);
            OperationTable table = map.Seal(RecordOperations.All);
            (MemoryConnection near, MemoryConnection far) = MemoryConnection.CreatePair();
            calls = new CallConnection(near, new CallSettings());
            Records = new HostRecords(calls, Patience);
            threads = [new Thread(() => calls.Run()), new Thread(() => Serve(far, table))];
            Array.ForEach(threads, thread => thread.Start());
        }

        internal HostRecords Records { get; }

        public void Dispose()
        {
            if (closed)
            {
                return;
            }

            closed = true;
            calls.Close(ConnectionEnd.ClosedHere);
            Array.ForEach(threads, thread => thread.Join());
            calls.Dispose();
            store.Dispose();
        }

        private static void Serve(MemoryConnection connection, OperationTable table)
        {
            using ServerSession session = new(connection, table, new SessionSettings(), new Admission(64, 64 << 20));
            session.Run();
        }
    }
}

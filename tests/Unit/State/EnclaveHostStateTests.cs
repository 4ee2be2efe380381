using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Gateway.HostServices.Records;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>A whole enclave with a service that writes, its host attached as a gateway attaches, and a client.</summary>
public sealed class EnclaveHostStateTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly VerifyDataRequest Request = new() { Format = default, Data = "00", PublicKey = "00", Signature = "00" };

    private readonly Deployment deployment = Deployment.ForOneBoot(EnclaveMode.Local, TimeProvider.System);
    private readonly EnclaveClock clock = new(new MachineClock(), TimeProvider.System);
    private readonly EnclaveHost host;
    private readonly HeldStore store = new();
    private readonly TaskCompletionSource serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CallConnection client;
    private readonly List<Thread> threads = [];

    public EnclaveHostStateTests()
    {
        host = new EnclaveHost(new EnclaveSettings(), deployment, clock, Bind);
        client = new CallConnection(Connect(), new CallSettings());
        Start(() => client.Run());
    }

    public void Dispose()
    {
        store.Release();
        host.Drain(Patience);
        threads.ForEach(thread => thread.Join());
        client.Dispose();
        host.Dispose();
        clock.Dispose();
        deployment.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task It_serves_when_its_host_is_checked_and_says_what_it_keeps()
    {
        Assert.Same(ErrorCode.NotReady, (await Assert.ThrowsAsync<RequestException>(WriteAsync)).Code);
        Assert.Null((await MetricsAsync()).State);
        AttachHost();
        await serving.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await WriteAsync();
        EnclaveStatus status = (await client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest(), Patience)).Enclave!;
        Assert.Equal(EnclaveState.Serving, status.State);
        Assert.Equal(deployment.GenesisIdHex, status.GenesisId);
        Assert.Equal(RootKeySource.Boot, status.RootKey);
        Assert.Null(status.StateProblem);
        StateFigures figures = (await MetricsAsync()).State!;
        Assert.Equal((1L, 2L, 1L), (figures.Records, figures.Sequence, figures.Commits));
        Assert.True(figures.IndexBytes > 0 && figures.CacheBytes > 0);
    }

    [Fact]
    public async Task Draining_finishes_commits_that_are_under_way()
    {
        AttachHost();
        await serving.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        store.Hold();
        Task write = WriteAsync();
        await store.Arrived.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Task drain = Task.Run(() => host.Drain(Patience), TestContext.Current.CancellationToken);
        RequestException refused;
        do
        {
            refused = await Assert.ThrowsAsync<RequestException>(async () =>
            {
                await client.CallAsync(SystemOperations.Ping, new PingRequest(), Patience);
                throw new RequestException(ErrorCode.Conflict, "It does not drain yet.");
            });
        }
        while (refused.Code == ErrorCode.Conflict);
        Assert.Same(ErrorCode.ShuttingDown, refused.Code);
        Assert.False(write.IsCompleted || drain.IsCompleted);
        store.Release();
        await write;
        await drain;
    }

    private void Bind(OperationMap map, EnclaveParts parts)
    {
        IEnumerable<Operation> others = Operations.All.Where(operation => operation.Service is not ("system" or "account"));
        foreach (Operation other in others.Where(operation => operation != WalletOperations.VerifyData))
        {
            map.BindBytes(other, (_, _) => throw new NotSupportedException());
        }

        new AccountService(AccountSettings.From(parts)).Bind(new StampedMap(map, parts.Stamped));
        map.BindAsync(WalletOperations.VerifyData, async (_, _) =>
        {
            await parts.State.RunAsync("lane", transaction =>
            {
                transaction.Put(TestState.Id("key"), "content"u8);
                return ValueTask.FromResult(true);
            });
            return new VerifyDataResponse { Valid = true, Address = "", ScriptHash = "" };
        });
    }

    private Task WriteAsync() => client.CallAsync(WalletOperations.VerifyData, Request, Patience);

    private Task<GetMetricsResponse> MetricsAsync() => client.CallAsync(SystemOperations.GetMetrics, new GetMetricsRequest(), Patience);

    private MemoryConnection Connect()
    {
        (MemoryConnection near, MemoryConnection far) = MemoryConnection.CreatePair();
        host.Take(far);
        return near;
    }

    private void AttachHost()
    {
        OperationMap map = new();
        map.Bind(HostOperations.Heartbeat, (HeartbeatRequest request, in CallContext _) => Heartbeat(request));
        map.Bind(HostOperations.AppendLog, static (AppendLogRequest _, in CallContext _) => new AppendLogResponse());
        new RecordService(store).Bind(map);
        OperationTable table = map.Seal(HostOperations.All);
        MemoryConnection connection = Connect();
        Assert.True(AttachHandshake.Perform(connection, AttachRole.Host, Frame.DefaultBodyLimit));
        Start(() =>
        {
            using ServerSession session = new(connection, table, new SessionSettings(), new Admission(256, 64 << 20));
            session.Run();
        });
    }

    private HeartbeatResponse Heartbeat(HeartbeatRequest request)
    {
        if (request.Serving)
        {
            serving.TrySetResult();
        }

        return new HeartbeatResponse();
    }

    private void Start(Action work)
    {
        Thread thread = new(() => work());
        threads.Add(thread);
        thread.Start();
    }

    /// <summary>A store whose commits can be held.</summary>
    private sealed class HeldStore : IRecordStore
    {
        private readonly MemoryStore inner = new();
        private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? held;

        internal Task Arrived => arrived.Task;

        internal void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Release() => held?.TrySetResult();

        public ReadRecordsResponse Read(IReadOnlyList<byte[]> keys) => inner.Read(keys);

        public ScanRecordsResponse Scan(byte[]? cursor, int valueBytes) => inner.Scan(cursor, valueBytes);

        public async Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request)
        {
            if (held is { } wait)
            {
                arrived.TrySetResult();
                await wait.Task;
            }

            return await inner.CommitAsync(request);
        }

        public void Dispose() => inner.Dispose();
    }
}

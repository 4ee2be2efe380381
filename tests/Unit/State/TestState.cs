using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>A state over a host in memory: <c>using TestState state = await TestState.OpenAsync();</c>, then <see cref="Store"/>.</summary>
internal sealed class TestState : IEventLog, IDisposable
{
    internal static readonly Table Plain = new("plain");
    internal static readonly Table Secret = new("secret", secret: true);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] Root = [.. Enumerable.Range(1, RootKey.Length).Select(i => (byte)i)];

    private readonly SemaphoreSlim changed = new(0);
    private readonly List<EnclaveEvent> events = [];

    private TestState(IRecordHost host, Deployment deployment, StateSettings settings)
    {
        Host = host as MemoryRecordHost ?? new MemoryRecordHost(new MemoryStore());
        Deployment = deployment;
        Store = new StateStore(deployment, settings, TimeProvider.System, this, RandomNumberGenerator.GetBytes(32)) { Changed = () => changed.Release() };
        Store.Attach(host);
    }

    /// <summary>Small limits and short times.</summary>
    internal static StateSettings Quick { get; } = new() { RetryDelay = TimeSpan.FromMilliseconds(1) };

    internal StateStore Store { get; }

    internal MemoryRecordHost Host { get; private set; }

    internal Deployment Deployment { get; }

    /// <summary>A record as it was earlier, for who replays it.</summary>
    internal Contracts.Host.SealedRecord? Old { get; set; }

    /// <summary>The names of what happened.</summary>
    internal IReadOnlyList<string> Events
    {
        get
        {
            lock (events)
            {
                return [.. events.Select(happened => happened.Name)];
            }
        }
    }

    /// <summary>All that happened.</summary>
    internal IReadOnlyList<EnclaveEvent> AllEvents
    {
        get
        {
            lock (events)
            {
                return [.. events];
            }
        }
    }

    internal EnclaveEvent Happened(string name)
    {
        lock (events)
        {
            return Assert.Single(events, happened => happened.Name == name);
        }
    }

    /// <summary>A deployment of the one root key of all tests.</summary>
    internal static Deployment Deploy(bool isNew, EnclaveMode mode = EnclaveMode.Local, byte rootByte = 1, CommitPoint[]? floors = null)
    {
        RootKey root = RootKey.From([rootByte, .. Root[1..]]);
        return new Deployment("genesis"u8, mode, root, RootKeySource.File, isNew, static () => { }) { Floors = floors ?? [] };
    }

    /// <summary>Starts an enclave, so to speak, over a store that is new or was left by another.</summary>
    internal static TestState Start(MemoryStore? store = null, Deployment? deployment = null, StateSettings? settings = null) =>
        Start(new MemoryRecordHost(store ?? new MemoryStore()), deployment, settings);

    internal static TestState Start(MemoryRecordHost host, Deployment? deployment = null, StateSettings? settings = null) =>
        new(host, deployment ?? Deploy(isNew: host.Store.Keys.Count == 0), settings ?? Quick);

    /// <summary>Starts one over a host that is no double; <see cref="Host"/> is of no use then.</summary>
    internal static TestState StartWith(IRecordHost host, Deployment deployment, StateSettings? settings = null) =>
        new(host, deployment, settings ?? Quick);

    /// <summary>Starts one and waits until it serves.</summary>
    internal static async Task<TestState> OpenAsync(MemoryStore? store = null, Deployment? deployment = null, StateSettings? settings = null)
    {
        TestState state = Start(store, deployment, settings);
        await state.UntilOpenAsync();
        return state;
    }

    /// <summary>Attaches another host.</summary>
    internal void Attach(MemoryRecordHost host)
    {
        Store.Detach(Host);
        Host = host;
        Store.Attach(host);
    }

    internal Task UntilOpenAsync() => UntilAsync(() => Store.IsOpen);

    internal async Task<StateProblem> UntilProblemAsync(StateProblemCode code)
    {
        await UntilAsync(() => Store.Problem?.Code == code);
        return Store.Problem!;
    }

    internal async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            Assert.True(await changed.WaitAsync(Patience), $"It never became so; the problem: {Store.Problem?.Message}");
        }
    }

    internal Task PutAsync(string key, string content, Table? table = null) => Store.RunAsync(key, transaction =>
    {
        transaction.Put(Id(key, table), Encoding.UTF8.GetBytes(content));
        return ValueTask.FromResult(true);
    }).AsTask();

    internal Task DeleteAsync(string key, Table? table = null) => Store.RunAsync(key, transaction =>
    {
        transaction.Delete(Id(key, table));
        return ValueTask.FromResult(true);
    }).AsTask();

    /// <summary>A record's content as text; null if there is none.</summary>
    internal Task<string?> GetAsync(string key, Table? table = null) => Store.RunAsync(key, async transaction =>
        await transaction.GetAsync(Id(key, table)) is { } content ? Encoding.UTF8.GetString(content.Span) : null).AsTask();

    internal static RecordId Id(string key, Table? table = null) => new(table ?? Plain, Encoding.UTF8.GetBytes(key));

    /// <summary>The key that a record has at the parent, in lower hex.</summary>
    internal string NameOf(string key, Table? table = null) => MemoryStore.Hex(Store.NameOf(Id(key, table)).ToArray());

    /// <summary>The head record's.</summary>
    internal string HeadName => MemoryStore.Hex(Store.NameOf(new RecordId(Head.Table, default)).ToArray());

    internal static async Task<RequestException> RefusedAsync(ErrorCode code, Func<Task> work)
    {
        RequestException refused = await Assert.ThrowsAsync<RequestException>(work);
        Assert.Same(code, refused.Code);
        return refused;
    }

    void IEventLog.Write(EnclaveEvent happened)
    {
        lock (events)
        {
            events.Add(happened);
        }

        changed.Release();
    }

    public void Dispose()
    {
        Store.Dispose();
        Deployment.Dispose();
        changed.Dispose();
    }
}

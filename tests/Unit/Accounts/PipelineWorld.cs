using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.Receipts;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Tests.State;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>What the operations of <see cref="PipelineWorld"/> take and give.</summary>
internal sealed record Note
{
    public string? Text { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Note))]
internal sealed partial class NoteJson : JsonSerializerContext;

/// <summary>The stamped pipeline with the account service and operations of a test's own, over a connection in memory.</summary>
internal sealed class PipelineWorld : IDisposable
{
    private readonly TestState state;
    private readonly EnclaveClock clock;
    private readonly BootKeys bootKeys = new();
    private readonly FloorKey floors;
    private readonly StampedCalls calls;
    private readonly Connection far;
    private readonly Thread thread;

    private PipelineWorld(TestState state, int maxRemembered, Action<StampedMap> bind, IEnumerable<Operation> operations)
    {
        this.state = state;
        clock = new EnclaveClock(Time, Time);
        string genesisId = state.Deployment.GenesisIdHex;
        AccessSettings settings = new() { GenesisId = genesisId, MaxRecordsPerAccount = 100, MaxRememberedResponses = maxRemembered };
        floors = new FloorKey(state.Deployment.RootKey, state.Deployment.Mode);
        ReceiptSigner receipts = new(bootKeys.BootId, new ReceiptKey(bootKeys.ReceiptKey), state.Deployment, floors, clock);
        calls = new StampedCalls(
            state.Store, clock, settings, state.Deployment.RootKey.Derive(KeyLabel.Idempotency, state.Deployment.Mode, default), receipts,
            new PresentedFloors(floors, state.Store.HoldAsync));
        OperationMap map = new();
        StampedMap stamped = new(map, calls);
        new AccountService(new AccountSettings { GenesisId = genesisId, Registration = Registration.Open, AdminKeys = [], MaxKeys = 64 }).Bind(stamped);
        bind(stamped);
        OperationTable table = map.Seal([.. AccountOperations.All, .. operations]);
        (MemoryConnection near, far) = MemoryConnection.CreatePair();
        thread = new Thread(() =>
        {
            using ServerSession session = new(far, table, new SessionSettings { OnFault = (_, fault) => Faults.Add(fault) }, new Admission(256, 64 << 20));
            session.Run();
        })
        { IsBackground = true };
        thread.Start();
        Client = new StampingClient(near, genesisId, Time);
    }

    internal TestTime Time { get; } = new();

    internal MemoryRecordHost Records => state.Host;

    internal IStateStore Store => state.Store;

    /// <summary>The account that was registered last.</summary>
    internal string AccountId { get; private set; } = "";

    internal StampingClient Client { get; }

    internal List<Exception> Faults { get; } = [];

    /// <summary>An operation of the wallet service, so that <c>wallet.*</c> covers it.</summary>
    internal static Operation<Note, Note> Operation(
        string name, Effects effects = Effects.ChangesState, bool audited = false, Confidential confidential = Confidential.None) =>
        new("wallet", name, "A test's own.", static () => NoteJson.Default.Note, static () => NoteJson.Default.Note)
        {
            Access = Protocol.Operations.Access.Stamped,
            Effects = effects,
            Audited = audited,
            Confidential = confidential,
        };

    internal static async Task<PipelineWorld> OpenAsync(Action<StampedMap> bind, IEnumerable<Operation> operations, int maxRemembered = 1000) =>
        new(await TestState.OpenAsync(), maxRemembered, bind, operations);

    internal async Task RegisterAsync(TestKey key) =>
        AccountId = (await Client.DoAsync(key, AccountOperations.Register, TestEnclave.Registration(key))).AccountId;

    internal async Task<IReadOnlyList<AuditEvent>> EventsAsync(TestKey key) =>
        (await Client.DoAsync(key, AccountOperations.ListAuditEvents, new ListAuditEventsRequest { Limit = 100 })).Events;

    public void Dispose()
    {
        Client.Dispose();
        thread.Join();
        far.Dispose();
        calls.Dispose();
        clock.Dispose();
        state.Dispose();
    }
}

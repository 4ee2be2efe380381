using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Function;
using NeoServiceLayer.Enclave.GasBank;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Secrets;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Tests.GasBank;
using NeoServiceLayer.Tests.State;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>A real EnclaveHost with a host and a client, over connections in memory, and a clock that goes when told.</summary>
internal sealed class TestEnclave : IDisposable
{
    private readonly Deployment deployment;
    private readonly EnclaveClock clock;
    private readonly EnclaveHost host;
    private readonly WireHost wire;

    internal TestEnclave(MemoryStore? store = null, TestTime? time = null, string configuration = "{}", bool trusted = true, MemoryRecordHost? records = null, ISecurityModule? module = null, Func<EnclaveParts, (NeoNetworks Networks, TransactionOutbox Outbox)>? chain = null, ISandbox? sandbox = null)
    {
        Time = time ?? new TestTime();
        Records = records ?? new MemoryRecordHost(store ?? new MemoryStore());
        deployment = TestState.Deploy(isNew: Records.Store.Keys.Count == 0);
        clock = new EnclaveClock(trusted ? Time : null, Time);
        host = new EnclaveHost(EnclaveSettings.Parse(Encoding.UTF8.GetBytes(configuration)), deployment, clock, (map, parts) =>
        {
            StampedMap stamped = new(map, parts.Stamped);
            Calls = stamped.Inner;
            ChainServices configured = ChainServices.From(parts);
            (NeoNetworks Networks, TransactionOutbox Outbox)? given = chain?.Invoke(parts);
            new AccountService(AccountSettings.From(parts)).Bind(stamped);
            WalletService wallets = parts.Own(() => new WalletService(
                WalletSettings.From(parts), given?.Networks ?? configured.Networks, given?.Outbox ?? configured.Outbox));
            wallets.Bind(map, stamped);
            SecretsService secrets = new(SecretsSettings.From(parts));
            secrets.Bind(stamped);
            GasBankService bank = new(new NeoNetworks([new NetworkDouble()]), new OutboxDouble(), stamped.Inner, parts.Events);
            bank.Bind(stamped);
            FunctionServiceParts functions = new()
            {
                Enclave = parts,
                Networks = given?.Networks ?? configured.Networks,
                Calls = stamped.Inner,
                Secrets = secrets.Reader,
                Wallets = wallets.Grants,
                Payer = bank.UsagePayer,
                Sandbox = sandbox ?? new NoSandbox(),
            };
            FunctionService service = parts.Own(() => new FunctionService(functions));
            service.Bind(map, stamped);
            configured.Start();
            given?.Outbox.Start();
            if (sandbox is not null)
            {
                service.Start();
            }
        }, module);
        wire = new WireHost(host, Records);
        Assert.True(wire.Serving.Wait(TimeSpan.FromSeconds(60)), "The enclave does not serve.");
        Client = Connect();
    }

    internal TestTime Time { get; }

    internal MemoryRecordHost Records { get; }

    internal StampingClient Client { get; }

    /// <summary>How the enclave asks services by itself.</summary>
    internal InnerCalls Calls { get; private set; } = null!;

    /// <summary>How long what is in flight may take at the end; none: it is killed.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    internal string GenesisId => deployment.GenesisIdHex;

    /// <summary>Waits until the enclave has told its host of an event.</summary>
    internal Task UntilToldAsync(string name) => wire.UntilToldAsync(name);

    /// <summary>The events that the enclave has told its host of so far, as they came.</summary>
    internal IReadOnlyCollection<string> EventLines => wire.Lines;

    internal StampingClient Connect()
    {
        var (near, far) = MemoryConnection.CreatePair();
        host.Take(far);
        return new StampingClient(near, GenesisId, Time);
    }

    /// <summary>Registers an account with a first key.</summary>
    internal Task<RegisterResponse> RegisterAsync(TestKey key, IReadOnlyList<string>? scopes = null, string? id = null) =>
        Client.DoAsync(key, AccountOperations.Register, Registration(key, scopes), id);

    internal static RegisterRequest Registration(TestKey key, IReadOnlyList<string>? scopes = null, string? invitation = null) => new()
    {
        Name = "Somebody",
        Key = new NewKey { Kind = KeyKind.P256, PublicKey = key.Jwk, Name = "first", Scopes = scopes },
        Invitation = invitation,
    };

    internal static AddKeyRequest Adding(TestKey key, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt = null) => new()
    {
        Kind = KeyKind.P256,
        PublicKey = key.Jwk,
        Scopes = scopes,
        ExpiresAt = expiresAt?.UtcDateTime,
    };

    /// <summary>All of an account's audit events, the oldest first.</summary>
    internal async Task<List<AuditEvent>> EventsAsync(TestKey key)
    {
        List<AuditEvent> events = [];
        string? cursor = null;
        do
        {
            ListAuditEventsResponse page = await Client.DoAsync(
                key, AccountOperations.ListAuditEvents, new ListAuditEventsRequest { Limit = 100, Cursor = cursor });
            events.AddRange(page.Events);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return events;
    }

    public void Dispose()
    {
        Client.Dispose();
        wire.Dispose();
        host.Drain(Patience);
        host.Dispose();
        clock.Dispose();
        deployment.Dispose();
    }
}

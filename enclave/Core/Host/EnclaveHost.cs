using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.BuiltIn;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.Provisioning;
using NeoServiceLayer.Enclave.Core.Receipts;
using NeoServiceLayer.Enclave.Core.Sealing;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Provisioning;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>
/// The enclave's door: listens on its one port, gives each connection a thread of its own, and turns those round that
/// attach. It dials nobody.
/// </summary>
public sealed class EnclaveHost : IDisposable
{
    /// <summary>How long connections that were closed are waited for: their threads have nothing left to do.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    private readonly EnclaveSettings settings;
    private readonly EnclaveClock clock;
    private readonly Action<OperationMap, EnclaveParts> bindServices;
    private readonly SessionSettings sessionSettings;
    private readonly OperationMap map = new();
    private readonly CurrentTable served;
    private readonly Admission admission;
    private readonly BootKeys bootKeys = new();
    private readonly ReceiptKey receiptKey;
    private readonly OperatorService? operators;
    private readonly EnclaveAttestation attestation;
    private readonly HostLink host;
    private readonly EnclaveLog log;
    private readonly OpenConnections open = new();
    private readonly bool allowsClear;
    private readonly SealedRequests sealing;
    private readonly EgressHttp http;
    private volatile OpenDeployment? opened;
    private DealtRecords? dealt;
    private volatile bool draining;

    /// <summary>Puts the services of a deployment together whose root key is there.</summary>
    /// <param name="settings">The limits.</param>
    /// <param name="deployment">Which deployment this is; not owned.</param>
    /// <param name="clock">The enclave's time; not owned.</param>
    /// <param name="bindServices">Binds every service's operations but those of <c>system</c>, given what they work with.</param>
    /// <param name="module">What attests; not owned. Null where there is none: <c>system.getAttestation</c> is then refused.</param>
    /// <exception cref="InvalidOperationException">An operation is unbound, or bound twice.</exception>
    /// <exception cref="FormatException">The settings name hosts that this mode does not reach.</exception>
    /// <exception cref="IOException">The certification authorities cannot be read.</exception>
    public EnclaveHost(
        EnclaveSettings settings, Deployment deployment, EnclaveClock clock, Action<OperationMap, EnclaveParts> bindServices, ISecurityModule? module = null)
        : this(settings, deployment.Mode, deployment.Source, clock, bindServices, module)
    {
        Open(deployment);
    }

    /// <summary>Waits for a deployment's root key, which its operators bring in shares: they are those of the settings.</summary>
    /// <inheritdoc cref="EnclaveHost(EnclaveSettings, Deployment, EnclaveClock, Action{OperationMap, EnclaveParts}, ISecurityModule?)"/>
    /// <param name="mode">What kind of enclave this is.</param>
    public EnclaveHost(
        EnclaveSettings settings, EnclaveMode mode, EnclaveClock clock, Action<OperationMap, EnclaveParts> bindServices, ISecurityModule? module)
        : this(settings, mode, RootKeySource.Operators, clock, bindServices, module)
    {
    }

    private EnclaveHost(
        EnclaveSettings settings, EnclaveMode mode, RootKeySource source, EnclaveClock clock, Action<OperationMap, EnclaveParts> bindServices, ISecurityModule? module)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(bindServices);
        this.settings = settings;
        this.clock = clock;
        this.bindServices = bindServices;
        log = new EnclaveLog(clock);
        clock.Jumped = ahead => log.Write(EnclaveEvents.ClockJumped(ahead));
        clock.Compared = succeeded => log.Write(succeeded ? EnclaveEvents.ClockFound() : EnclaveEvents.ClockLost());
        host = new HostLink(log, TimeSpan.FromMilliseconds(settings.HostTimeoutMs), settings.ForCalls());
        Egress = new EgressLines(settings.MaxParkedLines);
        EgressHosts hosts = new(settings, mode);
        http = new EgressHttp(Egress, hosts, hosts.Any ? EgressRoots.Read(settings.Egress, EgressRoots.File) : [], settings.Egress, clock);
        admission = new Admission(settings.MaxInFlight, settings.MaxInFlightBytes);
        allowsClear = settings.AllowsClearConfidential(mode);
        sealing = new SealedRequests(bootKeys.SealKey);
        sessionSettings = settings.ForSessions() with
        {
            Refuses = Refuses,
            Sealing = sealing,
            Attaching = Attaching,
            OnFault = (operation, fault) => log.Write(EnclaveEvents.OperationFault(operation, fault.GetType())),
        };
        receiptKey = new ReceiptKey(bootKeys.ReceiptKey);
        attestation = new EnclaveAttestation(module, clock, Identity());
        operators = source == RootKeySource.Operators
            ? new OperatorService(settings.ReadOperators(), bootKeys, mode, clock, log, Open) { Dealt = Deal }
            : null;
        served = new CurrentTable(BindSystem(mode, source));
    }

    /// <summary>The way out.</summary>
    public EgressLines Egress { get; }

    /// <summary>Whether it serves.</summary>
    public EnclaveState State =>
        draining ? EnclaveState.Draining : opened?.State.IsOpen == true ? EnclaveState.Serving : EnclaveState.Waiting;

    /// <summary>Accepts connections until the listener is closed, then lets what is in flight finish.</summary>
    public void Run(Listener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        while (listener.Accept() is { } connection)
        {
            Take(connection);
        }
    }

    /// <summary>Serves one connection, which is owned from then on, on a thread of its own; closes it if too many are open.</summary>
    public void Take(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (!open.TryAdd(connection, settings.MaxConnections))
        {
            log.Write(draining ? EnclaveEvents.ConnectionRefusedDraining() : EnclaveEvents.ConnectionRefused(settings.MaxConnections));
            connection.Dispose();
            return;
        }

        new Thread(() => Serve(connection)) { IsBackground = true, Name = "nsl-connection" }.Start();
    }

    /// <summary>
    /// Takes nothing new, answers what is in flight, sends what is answered, and ends every connection: each when its peer has
    /// taken its answers, and all when <paramref name="patience"/> is over.
    /// </summary>
    public void Drain(Listener listener, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(listener);
        draining = true;
        listener.Close();
        Drain(patience);
    }

    /// <summary>The same for connections that were handed to <see cref="Take"/>.</summary>
    public void Drain(TimeSpan patience)
    {
        draining = true;
        log.Write(EnclaveEvents.EnclaveDraining());
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        TimeSpan Left() => TimeSpan.FromMilliseconds(Math.Max(0, until - Environment.TickCount64));
        admission.WaitUntilIdle(Left());
        open.FinishAll();
        open.WaitUntilEmpty(Left());
        open.CloseAll();
        open.WaitUntilEmpty(LastMoment);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        host.Dispose();
        opened?.Dispose();
        http.Dispose();
        operators?.Dispose();
        bootKeys.Dispose();
    }

    /// <summary>The operations that are there before any deployment is.</summary>
    private OperationTable BindSystem(EnclaveMode mode, RootKeySource source)
    {
        new SystemService(mode, source, clock, Condition, Figures).Bind(map);
        attestation.Bind(map);
        if (operators is null)
        {
            NoOperators.Bind(map);
        }
        else
        {
            operators.Bind(map);
            new StateAcceptance(settings.ReadOperators(), bootKeys, clock, () => opened).Bind(map);
        }

        ILookup<bool, Operation> all = Operations.All.Where(operation => operation.Place != Place.Parent).ToLookup(operation => operation.Service == "system");
        return map.Seal(expected: all[true], absent: all[false], PublicReceipts.Refuse);
    }

    private void Open(Deployment deployment)
    {
        OpenDeployment opening = new(deployment, settings, clock, log, bootKeys.BootId, receiptKey, http, map, bindServices);
        opened = opening;
        sealing.Take(deployment.GenesisId.Span);
        attestation.Say(Identity());
        served.Table = opening.Table;
        host.Serve(opening.State);
    }

    private void Deal(DealtRecords records)
    {
        dealt = records;
        attestation.Say(Identity());
    }

    private EnclaveCondition Condition() => new()
    {
        State = State,
        Problem = opened?.State.Problem,
        GenesisId = opened?.Deployment.GenesisIdHex,
        Lineage = opened?.State.Lineage,
        Accepted = opened?.State.Accepted,
        Operators = operators?.Status,
        Networks = opened?.Networks is { Count: > 0 } networks ? networks : null,
    };

    private void Serve(Connection connection)
    {
        try
        {
            AttachRole? role;
            using (ServerSession session = new(connection, served, sessionSettings, admission))
            {
                open.FinishWith(connection, session.Stop);
                role = session.Run();
            }

            Use(connection, role);
        }
        finally
        {
            connection.Dispose();
            open.Remove(connection);
        }
    }

    /// <summary>Uses a connection that has turned round, until it is dead.</summary>
    private void Use(Connection connection, AttachRole? role)
    {
        switch (role)
        {
            case AttachRole.Host:
                open.FinishWith(connection, () => host.Finish(connection));
                host.Run(connection);
                break;
            case AttachRole.Egress:
                EgressLine line = new(connection);
                open.FinishWith(connection, line.Abort);
                line.Run(Egress);
                break;
        }
    }

    private ErrorCode? Refuses(Operation operation, bool isSealed)
    {
        if (draining)
        {
            return ErrorCode.ShuttingDown;
        }

        if (operation.Confidential != Confidential.None && !isSealed && !allowsClear)
        {
            return ErrorCode.SealRequired;
        }

        return opened is not { State: var state } || state.IsOpen || operation.Service == "system" ? null
            : state.Problem is { } problem ? StateStore.CodeOf(problem)
            : ErrorCode.NotReady;
    }

    private (ErrorCode Code, string Message)? Attaching(AttachRole role)
    {
        if (draining)
        {
            return (ErrorCode.ShuttingDown, "The enclave is going down.");
        }

        if (role == AttachRole.Egress)
        {
            return Egress.TryReserve() ? null : (ErrorCode.Overloaded, "Enough lines are parked; park another when one is taken.");
        }

        return host.TryReserve() ? null : (ErrorCode.AlreadyAttached, "Another host is attached and answers its heartbeats.");
    }

    /// <summary>What documents bind: each value of this boot that whoever verifies one must be sure of.</summary>
    private (string Name, ReadOnlyMemory<byte> Value)[] Identity()
    {
        List<(string Name, ReadOnlyMemory<byte> Value)> identity =
        [
            ("bootId", bootKeys.BootId),
            ("bootKey", bootKeys.BootKey.PublicKey),
            ("configuration", settings.SourceHash),
        ];
        if (dealt is not null)
        {
            identity.Add(("dealing", dealt.DealingId));
        }

        if (opened is { FeedKey: { IsEmpty: false } feedKey })
        {
            identity.Add(("feedKey", feedKey));
        }

        if ((opened?.Deployment.GenesisId ?? dealt?.GenesisId) is { } genesisId)
        {
            identity.Add(("genesisId", genesisId));
        }

        identity.Add(("receiptKey", receiptKey.PublicKey));
        identity.Add(("sealKey", bootKeys.SealKey.PublicKey));
        return [.. identity];
    }

    private GetMetricsResponse Figures() => new()
    {
        Connections = open.Count,
        ParkedLines = Egress.Parked,
        InFlight = admission.Calls,
        ManagedBytes = GC.GetTotalMemory(forceFullCollection: false),
        ResidentBytes = Environment.WorkingSet,
        LogEventsDropped = log.Dropped,
        State = opened?.State.Figures,
        Operations = [.. served.Table.Metrics.Select(OperationFiguresMapping.From)],
    };
}

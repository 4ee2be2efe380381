using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.BuiltIn;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
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
    private readonly SessionSettings sessionSettings;
    private readonly OperationTable table;
    private readonly Admission admission;
    private readonly HostLink host;
    private readonly EnclaveLog log;
    private readonly OpenConnections open = new();
    private volatile bool draining;

    /// <summary>Puts the services together.</summary>
    /// <param name="settings">The limits.</param>
    /// <param name="mode">Which kind of enclave this is.</param>
    /// <param name="clock">The enclave's time.</param>
    /// <param name="bindServices">Binds every service's operations but those of <c>system</c>.</param>
    /// <exception cref="InvalidOperationException">An operation is unbound, or bound twice.</exception>
    public EnclaveHost(EnclaveSettings settings, EnclaveMode mode, TimeProvider clock, Action<OperationMap> bindServices)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(bindServices);
        this.settings = settings;
        log = new EnclaveLog(clock);
        host = new HostLink(log, TimeSpan.FromMilliseconds(settings.HostTimeoutMs), settings.ForCalls());
        Egress = new EgressLines(settings.MaxParkedLines);
        admission = new Admission(settings.MaxInFlight, settings.MaxInFlightBytes);
        sessionSettings = settings.ForSessions() with
        {
            Refuses = Refuses,
            Attaching = Attaching,
            OnFault = (operation, fault) => log.Write(Contracts.Host.LogLevel.Error, "operation.fault", $"{operation}: {fault.GetType().Name}"),
        };
        OperationMap map = new();
        SystemService system = new(mode, clock, () => State, Figures);
        system.Bind(map);
        bindServices(map);
        table = map.Seal(Operations.All.Where(operation => operation.Place != Place.Parent));
    }

    /// <summary>The way out.</summary>
    public EgressLines Egress { get; }

    /// <summary>Whether it serves.</summary>
    public EnclaveState State => draining ? EnclaveState.Draining : host.IsAttached ? EnclaveState.Serving : EnclaveState.Waiting;

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
            log.Write(
                Contracts.Host.LogLevel.Warning, "connection.refused", draining ? "Nothing new is taken." : "Too many connections are open.");
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
        log.Write(Contracts.Host.LogLevel.Information, "enclave.draining");
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        TimeSpan Left() => TimeSpan.FromMilliseconds(Math.Max(0, until - Environment.TickCount64));
        admission.WaitUntilIdle(Left());
        open.FinishAll();
        open.WaitUntilEmpty(Left());
        open.CloseAll();
        open.WaitUntilEmpty(LastMoment);
    }

    /// <inheritdoc/>
    public void Dispose() => host.Dispose();

    private void Serve(Connection connection)
    {
        try
        {
            AttachRole? role;
            using (ServerSession session = new(connection, table, sessionSettings, admission))
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

    private ErrorCode? Refuses(Operation operation)
    {
        if (draining)
        {
            return ErrorCode.ShuttingDown;
        }

        return host.IsAttached || operation.Service == "system" ? null : ErrorCode.NotReady;
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

    private GetMetricsResponse Figures() => new()
    {
        Connections = open.Count,
        ParkedLines = Egress.Parked,
        InFlight = admission.Calls,
        ManagedBytes = GC.GetTotalMemory(forceFullCollection: false),
        LogEventsDropped = log.Dropped,
        Operations = [.. table.Metrics.Select(OperationFiguresMapping.From)],
    };
}

using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>
/// One of the connections that carry requests: redialled when it dies, and asked each second whether it lives. It carries none
/// before it has answered for the first time.
/// </summary>
internal sealed class LinkConnection : IDisposable
{
    private readonly EnclaveLinkSettings settings;
    private readonly Redialler redialler;
    private readonly Timer heartbeat;
    private readonly Action<ConnectionEnd> changed;
    private readonly Lock gate = new();
    private volatile CallConnection? connected;
    private volatile CallConnection? calls;
    private int asking;

    /// <param name="settings">Where the enclave is.</param>
    /// <param name="changed">Told when the connection is up, and when it no longer is, then with the reason.</param>
    internal LinkConnection(EnclaveLinkSettings settings, Action<ConnectionEnd> changed)
    {
        this.settings = settings;
        this.changed = changed;
        redialler = new Redialler("nsl-link", settings, Use);
        heartbeat = new Timer(_ => Ask(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal bool IsUp => calls is not null;

    internal int InFlight => calls?.InFlight ?? 0;

    internal void Start()
    {
        redialler.Start();
        heartbeat.Change(settings.HeartbeatPeriod, settings.HeartbeatPeriod);
    }

    internal bool Has(PendingCall call) => calls?.Has(call) ?? false;

    internal ErrorCode? TryStart(PendingCall call) =>
        calls is { } running ? running.TryStart(call) : ErrorCode.EnclaveUnreachable;

    internal void Expire() => connected?.Expire();

    public void Dispose()
    {
        heartbeat.Dispose();
        redialler.Dispose();
    }

    private bool Use(Connection connection)
    {
        using CallConnection running = new(connection, settings.ForCalls());
        connected = running;
        Ask();
        ConnectionEnd end = running.Run();
        bool wasUp;
        lock (gate)
        {
            wasUp = calls is not null;
            connected = calls = null;
        }

        if (wasUp)
        {
            changed(end);
        }

        return false;
    }

    /// <summary>It has answered; unless it is gone meanwhile, it is up.</summary>
    private void Answered(CallConnection running)
    {
        lock (gate)
        {
            if (connected != running || calls is not null)
            {
                return;
            }

            calls = running;
        }

        changed(ConnectionEnd.None);
    }

    private void Ask()
    {
        if (connected is { } running && Interlocked.CompareExchange(ref asking, 1, 0) == 0)
        {
            AskAsync(running).ContinueWith(_ => Volatile.Write(ref asking, 0), TaskScheduler.Default);
        }
    }

    private async Task AskAsync(CallConnection running)
    {
        try
        {
            await running.CallAsync(SystemOperations.Ping, new PingRequest(), settings.HeartbeatTimeout);
            Answered(running);
        }
        catch (RequestException refused) when (
            refused.Code == ErrorCode.Overloaded || refused.Code == ErrorCode.ShuttingDown)
        {
            // It answers, or has so much under way that answers must be coming: it lives.
        }
        catch (RequestException)
        {
            running.Close(ConnectionEnd.Unresponsive);
        }
    }
}

using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>
/// One of the connections that carry requests: redialled when it dies, and asked each second whether it lives.
/// </summary>
internal sealed class LinkConnection : IDisposable
{
    private readonly EnclaveLinkSettings settings;
    private readonly Redialler redialler;
    private readonly Timer heartbeat;
    private volatile CallConnection? calls;
    private int asking;

    internal LinkConnection(EnclaveLinkSettings settings)
    {
        this.settings = settings;
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

    internal void Expire() => calls?.Expire();

    public void Dispose()
    {
        heartbeat.Dispose();
        redialler.Dispose();
    }

    private void Use(Connection connection)
    {
        using CallConnection running = new(connection, settings.ForCalls());
        calls = running;
        running.Run();
        calls = null;
    }

    private void Ask()
    {
        if (calls is { } running && Interlocked.CompareExchange(ref asking, 1, 0) == 0)
        {
            AskAsync(running).ContinueWith(_ => Volatile.Write(ref asking, 0), TaskScheduler.Default);
        }
    }

    private async Task AskAsync(CallConnection running)
    {
        try
        {
            await running.CallAsync(SystemOperations.Ping, new PingRequest(), settings.HeartbeatTimeout);
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

using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>
/// The connection to the attached host, over which the enclave asks. One at a time: the place is free again when that
/// connection closes, or leaves a heartbeat unanswered for too long.
/// </summary>
internal sealed class HostLink : IDisposable
{
    private const int HeartbeatsPerTimeout = 5;
    private const int MaxLogEvents = 64;

    private readonly EnclaveLog log;
    private readonly TimeSpan timeout;
    private readonly CallSettings callSettings;
    private readonly Timer timer;
    private readonly Lock gate = new();
    private StateStore? state;
    private HostRecords? records;
    private int reserved;
    private int beating;
    private int news;
    private CallConnection? calls;

    internal HostLink(EnclaveLog log, TimeSpan timeout, CallSettings callSettings)
    {
        this.log = log;
        this.timeout = timeout;
        this.callSettings = callSettings;
        TimeSpan period = timeout / HeartbeatsPerTimeout;
        timer = new Timer(_ => Beat(), null, period, period);
    }

    /// <summary>Whether a host is attached, from the moment at which it may learn so.</summary>
    internal bool IsAttached => Volatile.Read(ref reserved) != 0;

    /// <summary>Takes the place for a connection that is about to attach; false while another has it.</summary>
    internal bool TryReserve() => Interlocked.CompareExchange(ref reserved, 1, 0) == 0;

    /// <summary>There is a state from now on, which lives with the host that is attached, and with those that follow.</summary>
    internal void Serve(StateStore opened)
    {
        opened.Changed = BeatSoon;
        lock (gate)
        {
            state = opened;
            if (records is not null)
            {
                opened.Attach(records);
            }
        }
    }

    /// <summary>Uses an attached connection, on its own thread, until it is dead. The place was reserved for it.</summary>
    internal void Run(Connection connection)
    {
        using CallConnection running = new(connection, callSettings);
        Volatile.Write(ref calls, running);
        log.Write(EnclaveEvents.HostAttached());
        Attach(new HostRecords(running, timeout));
        Beat();
        try
        {
            running.Run();
        }
        finally
        {
            Detach();
            Volatile.Write(ref calls, null);
            Volatile.Write(ref reserved, 0);
            log.Write(EnclaveEvents.HostDetached(running.End));
        }
    }

    /// <summary>Hands over what is in the log, and then ends the connection. Nobody waits for it here.</summary>
    internal void Finish(Connection connection)
    {
        if (Volatile.Read(ref calls) is { } running)
        {
            // Whether it arrived or the host is gone: the log says how many events were dropped.
            SendLog(running).ContinueWith(_ => running.Close(ConnectionEnd.ClosedHere), TaskScheduler.Default);
        }
        else
        {
            connection.Close(ConnectionEnd.ClosedHere);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Attach(HostRecords attached)
    {
        lock (gate)
        {
            records = attached;
            state?.Attach(attached);
        }
    }

    private void Detach()
    {
        lock (gate)
        {
            state?.Detach(records!);
            records = null;
        }
    }

    private void Beat()
    {
        if (Volatile.Read(ref calls) is { } running)
        {
            running.Expire();
            if (Interlocked.CompareExchange(ref beating, 1, 0) == 0)
            {
                BeatAsync(running).ContinueWith(_ => Beaten(), TaskScheduler.Default);
            }
        }
    }

    /// <summary>What a heartbeat says has changed: the host is told at once.</summary>
    private void BeatSoon()
    {
        Volatile.Write(ref news, 1);
        Beat();
    }

    private void Beaten()
    {
        Volatile.Write(ref beating, 0);
        if (Interlocked.Exchange(ref news, 0) != 0)
        {
            Beat();
        }
    }

    private async Task BeatAsync(CallConnection running)
    {
        try
        {
            await running.CallAsync(HostOperations.Heartbeat, new HeartbeatRequest { Serving = Volatile.Read(ref state)?.IsOpen == true }, timeout);
            await SendLog(running);
        }
        catch (RequestException)
        {
            running.Close(ConnectionEnd.Unresponsive);
        }
    }

    private async Task SendLog(CallConnection running)
    {
        while (log.Take(MaxLogEvents) is { Count: > 0 } events)
        {
            try
            {
                await running.CallAsync(HostOperations.AppendLog, new AppendLogRequest { Events = events }, timeout);
            }
            catch (RequestException)
            {
                log.Drop(events.Count);
                throw;
            }
        }
    }
}

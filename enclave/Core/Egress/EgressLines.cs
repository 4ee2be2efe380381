using NeoServiceLayer.Protocol.Egress;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>
/// The way out of the enclave, which dials nobody: connections that the parent has attached as egress are parked here, at most
/// so many, until one is needed.
/// </summary>
/// <remarks>
/// A parked line may be silent for as long as it likes; its thread waits in a read, so that one whose peer is gone is dropped
/// at once. Whether a target may be reached is decided before it comes here.
/// </remarks>
public sealed class EgressLines : IEgressRoute
{
    private readonly int limit;
    private readonly Lock gate = new();
    private readonly List<EgressLine> parked = [];
    private readonly LinkedList<TaskCompletionSource<EgressLine>> waiting = [];
    private int places;

    internal EgressLines(int limit) => this.limit = limit;

    /// <summary>How many lines are parked now.</summary>
    public int Parked
    {
        get
        {
            lock (gate)
            {
                return parked.Count;
            }
        }
    }

    /// <summary>
    /// Opens a line to a target through the parent, waiting for a parked one if there is none.
    /// </summary>
    /// <param name="host">A name, which the parent resolves, or the literal of an address; at most 253 characters.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="timeout">How long all of it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">That is no target.</exception>
    /// <exception cref="EgressException">There is no line to it.</exception>
    public async Task<EgressStream> ConnectAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ConnectTarget target = ConnectTarget.TryCreate(host, port)
            ?? throw new ArgumentException("A target is a host's name or address, and a port from 1 to 65535.", nameof(host));
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(timeout);
        EgressLine? line = null;
        try
        {
            line = await TakeAsync(giveUp.Token);
            line.Start(target);
            await line.Opened.WaitAsync(giveUp.Token);
            return line.ToStream();
        }
        catch (OperationCanceledException)
        {
            line?.Abort();
            cancellationToken.ThrowIfCancellationRequested();
            throw new EgressException(line is null ? EgressFailure.NoLine : EgressFailure.TimedOut);
        }
    }

    /// <inheritdoc/>
    async Task<Stream> IEgressRoute.OpenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken) =>
        await ConnectAsync(host, port, timeout, cancellationToken);

    /// <summary>Takes a place for a connection that is about to be parked; false when all are taken.</summary>
    internal bool TryReserve()
    {
        lock (gate)
        {
            if (places >= limit)
            {
                return false;
            }

            places++;
            return true;
        }
    }

    /// <summary>Parks a line whose place was reserved, or hands it to who waits for one.</summary>
    internal void Park(EgressLine line)
    {
        lock (gate)
        {
            if (waiting.First is { } first)
            {
                waiting.RemoveFirst();
                places--;
                first.Value.SetResult(line);
            }
            else
            {
                parked.Add(line);
            }
        }
    }

    /// <summary>Takes a line out that is of no use any more; false if it is not parked.</summary>
    internal bool TryDrop(EgressLine line)
    {
        lock (gate)
        {
            bool dropped = parked.Remove(line);
            places -= dropped ? 1 : 0;
            return dropped;
        }
    }

    private async Task<EgressLine> TakeAsync(CancellationToken giveUp)
    {
        LinkedListNode<TaskCompletionSource<EgressLine>> place;
        lock (gate)
        {
            if (parked.Count > 0)
            {
                // The one parked last is the likeliest to be alive.
                EgressLine line = parked[^1];
                parked.RemoveAt(parked.Count - 1);
                places--;
                return line;
            }

            place = waiting.AddLast(new TaskCompletionSource<EgressLine>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using CancellationTokenRegistration registration = giveUp.Register(() => GiveUp(place));
        return await place.Value.Task;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<EgressLine>> place)
    {
        lock (gate)
        {
            // Unless a line has come in this very moment.
            if (place.List is not null)
            {
                waiting.Remove(place);
                place.Value.SetCanceled(CancellationToken.None);
            }
        }
    }
}

using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <content>The work on one transaction: it is sent, or looked for and settled.</content>
internal sealed partial class NetworkOutbox
{
    private void Start(OutboxItem item, Due due, Func<OutboxItem, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        item.IsBusy = true;
        _ = WorkAsync(item, due, work, cancellationToken);
    }

    private async Task WorkAsync(OutboxItem item, Due due, Func<OutboxItem, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                await work(item, cancellationToken);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (RequestException)
        {
            // Either the state or the chain cannot be had now.
            due.Fail(settings, clock);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            due.Fail(settings, clock);
            if (!cancellationToken.IsCancellationRequested)
            {
                events.Write(EnclaveEvents.OutboxFault(fault.GetType()));
            }
        }
        finally
        {
            item.IsBusy = false;
        }

        // If there is more to do with it, that is next.
        if (item.MustLook && item.Looking.IsNow(clock))
        {
            Wake();
        }
    }

    /// <summary>Asks the chain for it, and settles it if its outcome is known.</summary>
    private async Task LookAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        // What is noticed from here on is looked for again.
        item.MustLook = false;
        bool isKnown = false;
        try
        {
            bool hasPassed = Volatile.Read(ref height) > item.Entry.ValidUntilBlock;
            MinedTransaction? mined = await network.FindTransactionAsync(item.Entry.Hash, cancellationToken);
            if (mined is not null)
            {
                await settling.SettleAsync(item, new Outcome(mined.Halted ? OutboxStatus.Confirmed : OutboxStatus.Failed, mined));
                items.TryRemove(item.Name, out _);
            }
            else if (hasPassed)
            {
                await settling.SettleAsync(item, new Outcome(OutboxStatus.Expired, null));
                items.TryRemove(item.Name, out _);
            }

            isKnown = true;
            item.Looking.Rest(TimeSpan.Zero, clock);
        }
        finally
        {
            item.MustLook |= !isKnown;
        }
    }

    private async Task SendAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        Submission sent = await network.SendAsync(item.Transaction, cancellationToken);
        item.Refusal = sent.Reason;
        if (sent.Status is SubmissionStatus.Taken or SubmissionStatus.Known)
        {
            item.IsSent = true;
            item.Sending.Rest(settings.SendAgain, clock);
        }
        else
        {
            item.Sending.Fail(settings, clock);
        }
    }
}

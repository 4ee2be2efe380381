using System.Buffers;
using System.IO.Pipelines;
using NeoServiceLayer.Protocol.Egress;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>
/// One connection that was attached as egress: parked, then taken, then a raw byte stream. Its own thread receives; one more
/// sends, once it is taken; who uses the line waits on neither.
/// </summary>
/// <remarks>Its buffers are not cleared: what passes through them the parent sees anyway.</remarks>
internal sealed class EgressLine(Connection connection)
{
    /// <summary>How many bytes each direction holds before its sender has to wait.</summary>
    private const int Window = 64 << 10;

    /// <summary>How long what was written last may take to go, once nobody waits for it.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Pipe incoming = new(new PipeOptions(pauseWriterThreshold: Window, useSynchronizationContext: false));
    private readonly Pipe outgoing = new(new PipeOptions(pauseWriterThreshold: Window, useSynchronizationContext: false));
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Thread? sending;
    private volatile bool ended;

    /// <summary>Done when the parent has agreed; else an EgressException.</summary>
    internal Task Opened => opened.Task;

    /// <summary>The line as a stream, once it is open; called once.</summary>
    internal EgressStream ToStream() => new(this, incoming.Reader, outgoing.Writer);

    /// <summary>Uses the connection, on its own thread, until it is dead.</summary>
    internal void Run(EgressLines lines)
    {
        try
        {
            connection.MayBeSilent = true;
            lines.Park(this);
            ReadResult first = connection.Input.Wait();
            if (lines.TryDrop(this))
            {
                // Nobody had asked anything on it: whatever this is, it is the end of the line.
                connection.Close(first.Buffer.IsEmpty ? ConnectionEnd.ClosedByPeer : ConnectionEnd.ProtocolViolation);
                return;
            }

            if (ReceiveAnswer(first))
            {
                Receive();
            }

            sending?.Join();
        }
        catch (ConnectionLostException lost)
        {
            connection.Close(lost.End);
            lines.TryDrop(this);
        }
        finally
        {
            Abort();
            incoming.Writer.Complete(Lost());
            sending?.Join();
        }
    }

    /// <summary>Asks for a line to the target. Who took the line from <see cref="EgressLines"/> calls this, once.</summary>
    internal void Start(ConnectTarget target)
    {
        connection.MayBeSilent = false;
        outgoing.Writer.Write(target.ToRequestHead());

        // Far less than the window: there is room at once.
        outgoing.Writer.WaitForRoom();
        Thread thread = new(Send) { IsBackground = true, Name = "nsl-egress" };
        thread.Start();
        sending = thread;
    }

    /// <summary>Ends the line when what was written is sent, and soon in any case: a peer that takes little must not keep it.</summary>
    internal void End(PipeWriter output)
    {
        ended = true;
        output.Complete();
        _ = AbortSoonAsync();
    }

    /// <summary>Ends the line, whatever it is doing. Any thread may call it, more than once.</summary>
    internal void Abort()
    {
        connection.Close(ConnectionEnd.ClosedHere);
        incoming.Writer.CancelPendingFlush();
        outgoing.Reader.CancelPendingRead();
        opened.TrySetException(new EgressException(EgressFailure.Lost));
    }

    /// <summary>What a line that is dead throws.</summary>
    internal ConnectionLostException Lost() => new(connection.End);

    /// <summary>Reads the answer's head; false if the line is of no use.</summary>
    private bool ReceiveAnswer(ReadResult read)
    {
        while (true)
        {
            ReadOnlySequence<byte> buffer = read.Buffer;
            HeadStatus found = ConnectHead.TryTake(ref buffer, out string firstLine);
            if (found == HeadStatus.Complete)
            {
                // What stands behind the head are the target's first bytes, not looked at yet.
                connection.Input.AdvanceTo(buffer.Start);
                return Open(ConnectHead.StatusOf(firstLine));
            }

            connection.Input.AdvanceTo(buffer.Start, buffer.End);
            if (found == HeadStatus.TooLong)
            {
                return Open(status: null);
            }

            if (read.IsCompleted || read.IsCanceled)
            {
                throw new ConnectionLostException(ConnectionEnd.ClosedByPeer);
            }

            read = connection.Input.Wait();
        }
    }

    private bool Open(int? status)
    {
        if (status is >= 200 and <= 299)
        {
            return opened.TrySetResult();
        }

        opened.TrySetException(new EgressException(status is null ? EgressFailure.Malformed : EgressFailure.Refused, status));
        Abort();
        return false;
    }

    private void Receive()
    {
        while (true)
        {
            ReadResult read = connection.Input.Wait();
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
            {
                incoming.Writer.Write(segment.Span);
            }

            connection.Input.AdvanceTo(read.Buffer.End);
            FlushResult taken = incoming.Writer.WaitForRoom();
            if (taken.IsCompleted || taken.IsCanceled || read.IsCanceled || connection.End != ConnectionEnd.None)
            {
                throw new ConnectionLostException(ConnectionEnd.ClosedHere);
            }

            if (read.IsCompleted)
            {
                incoming.Writer.Complete();
                return;
            }
        }
    }

    private void Send()
    {
        Exception? end = null;
        try
        {
            while (true)
            {
                ReadResult read = outgoing.Reader.Wait();
                foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                {
                    SendAll(segment.Span);
                }

                outgoing.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || read.IsCanceled)
                {
                    Finish();
                    return;
                }
            }
        }
        catch (ConnectionLostException lost)
        {
            end = lost;
            connection.Close(lost.End);
        }
        finally
        {
            outgoing.Reader.Complete(end);
        }
    }

    private async Task AbortSoonAsync()
    {
        await Task.Delay(LastWords);
        Abort();
    }

    private void Finish()
    {
        if (ended)
        {
            Abort();
        }
        else
        {
            connection.FinishSending();
        }
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[connection.Send(bytes)..];
        }
    }
}

using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using NeoServiceLayer.Protocol.Egress;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.HostServices.Egress;

/// <summary>A line in use: dials the target, says how that went, and passes bytes on both ways, each until its sender has finished.</summary>
internal sealed class EgressLine(Connection connection, ConnectTarget target, EgressSettings settings)
{
    private const int BufferLength = 32 << 10;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource giveUp = new();
    private volatile bool halfOpen;

    /// <summary>All of it, on the calling thread and one more; the connection is disposed at the end.</summary>
    internal void Run()
    {
        using (connection)
        using (socket)
        using (giveUp)
        {
            try
            {
                int status = Dial();
                LineAnswer.Write(connection, status);
                if (status != LineAnswer.Opened)
                {
                    connection.FinishSending();
                    return;
                }

                Thread back = new(PassBack) { IsBackground = true, Name = "nsl-line-back" };
                back.Start();
                PassOn();
                back.Join();
            }
            catch (ConnectionLostException lost)
            {
                connection.Close(lost.End);
            }
        }
    }

    /// <summary>Ends the line, whatever it is doing. Any thread may call it.</summary>
    internal void Abort()
    {
        connection.Close(ConnectionEnd.ClosedHere);
        socket.Dispose();
    }

    private int Dial()
    {
        try
        {
            socket.NoDelay = true;
            giveUp.CancelAfter(settings.DialTimeout);
            socket.ConnectAsync(new DnsEndPoint(target.Host, target.Port), giveUp.Token).AsTask().GetAwaiter().GetResult();
            giveUp.CancelAfter(Timeout.InfiniteTimeSpan);
            return LineAnswer.Opened;
        }
        catch (OperationCanceledException)
        {
            return LineAnswer.GatewayTimeout;
        }
        catch (SocketException failed)
        {
            return failed.SocketErrorCode == SocketError.TimedOut ? LineAnswer.GatewayTimeout : LineAnswer.BadGateway;
        }
        catch (ObjectDisposedException)
        {
            return LineAnswer.ServiceUnavailable;
        }
    }

    /// <summary>From the enclave to the target.</summary>
    private void PassOn()
    {
        try
        {
            while (true)
            {
                ReadResult read = connection.Input.Wait();
                foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                {
                    SendAll(segment.Span);
                }

                connection.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || read.IsCanceled)
                {
                    halfOpen = true;
                    giveUp.CancelAfter(settings.HalfOpenTimeout);
                    socket.Shutdown(SocketShutdown.Send);
                    return;
                }
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            Abort();
        }
    }

    /// <summary>From the target to the enclave.</summary>
    private void PassBack()
    {
        byte[] buffer = new byte[BufferLength];
        try
        {
            int count;
            while ((count = Receive(buffer)) > 0)
            {
                LineAnswer.Write(connection, buffer.AsSpan(0, count));
                if (halfOpen)
                {
                    giveUp.CancelAfter(settings.HalfOpenTimeout);
                }
            }

            connection.FinishSending();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            Abort();
        }
    }

    private int Receive(byte[] buffer) =>
        socket.ReceiveAsync(buffer, SocketFlags.None, giveUp.Token).AsTask().GetAwaiter().GetResult();

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    private static bool IsBroken(Exception exception) =>
        exception is ConnectionLostException or SocketException or ObjectDisposedException or OperationCanceledException;
}

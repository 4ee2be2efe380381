using System.Buffers;
using System.IO.Pipelines;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>The parent's side of <c>system.attach</c>: the first request of a connection, before it turns round.</summary>
public static class AttachHandshake
{
    private static ReadOnlySpan<byte> Id => "attach"u8;

    /// <summary>
    /// Asks to attach and waits for the answer, on the calling thread. Bytes behind the answer stay in the connection's input:
    /// they are the enclave's first requests.
    /// </summary>
    /// <returns>Whether the enclave agreed; if not, or if the connection is dead, the connection is of no more use.</returns>
    public static bool Perform(Connection connection, AttachRole role, int bodyLimit)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            using FrameOutput output = new(connection, bodyLimit, clearBuffers: false);
            output.Write(role, static (body, in role) =>
            {
                RequestWriter.Begin(body, Id, AttachOperation.Attach.Service, AttachOperation.Attach.Name);
                body.Write(role == AttachRole.Host ? "{\"role\":\"host\"}"u8 : "{\"role\":\"egress\"}"u8);
                RequestWriter.End(body, deadlineMilliseconds: -1, traceParent: default, auth: default);
            });
            output.Flush();
            output.WaitUntilPendingAtMost(0);
            return Answer(connection, bodyLimit);
        }
        catch (ConnectionLostException lost)
        {
            connection.Close(lost.End);
            return false;
        }
    }

    private static bool Answer(Connection connection, int bodyLimit)
    {
        while (true)
        {
            ReadResult read = connection.Input.Wait();
            ReadOnlySequence<byte> buffer = read.Buffer;
            FrameStatus status = Frame.TryRead(ref buffer, bodyLimit, out ReadOnlySequence<byte> body);
            bool agreed = status == FrameStatus.Complete && IsAgreement(body);

            // What is behind the answer has not been looked at: the next read must give it at once.
            connection.Input.AdvanceTo(buffer.Start, status == FrameStatus.Complete ? buffer.Start : buffer.End);
            if (status != FrameStatus.NeedMore || read.IsCompleted || read.IsCanceled)
            {
                return agreed;
            }
        }
    }

    private static bool IsAgreement(in ReadOnlySequence<byte> body)
    {
        Span<byte> scratch = stackalloc byte[RequestFrame.MaxIdBytes];
        byte[] whole = body.ToArray();
        return ResponseFrame.TryRead(whole, scratch, out ResponseFrame response) && response.Id.SequenceEqual(Id) && response.Success;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Egress;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.HostServices.Egress;

/// <summary>
/// The enclave's way out: keeps connections parked at the enclave, and when it asks on one for a target, dials that and passes
/// bytes on. Which targets are allowed the enclave has decided.
/// </summary>
internal sealed class EgressService : IDisposable
{
    private const string Method = "CONNECT ";
    private const string Version = " HTTP/1.1";

    private readonly EnclaveLinkSettings link;
    private readonly EgressSettings settings;
    private readonly Redialler[] parking;
    private readonly Lock gate = new();
    private readonly HashSet<EgressLine> lines = [];
    private bool ending;

    internal EgressService(EnclaveLinkSettings link, EgressSettings settings)
    {
        this.link = link;
        this.settings = settings;
        parking = [.. Enumerable.Range(0, settings.Parked).Select(_ => new Redialler("nsl-egress", link, Park))];
    }

    /// <summary>Begins to dial the enclave, in the background.</summary>
    internal void Start() => Array.ForEach(parking, one => one.Start());

    public void Dispose()
    {
        lock (gate)
        {
            ending = true;
            foreach (EgressLine line in lines)
            {
                line.Abort();
            }
        }

        Array.ForEach(parking, one => one.Dispose());
    }

    /// <summary>Waits, parked, for the enclave to ask; true when the connection has become a line of its own.</summary>
    private bool Park(Connection connection)
    {
        if (!AttachHandshake.Perform(connection, AttachRole.Egress, link.MaxFrameBytes))
        {
            return false;
        }

        // When a line has been silent for too long is the enclave's to say: it ends it.
        connection.MayBeSilent = true;
        try
        {
            int status = ReadRequest(connection, out ConnectTarget? target);
            if (target is not null && TryOpen(connection, target))
            {
                return true;
            }

            LineAnswer.Write(connection, target is null ? status : LineAnswer.ServiceUnavailable);
            connection.FinishSending();
        }
        catch (ConnectionLostException lost)
        {
            connection.Close(lost.End);
        }

        return false;
    }

    private bool TryOpen(Connection connection, ConnectTarget target)
    {
        EgressLine line = new(connection, target, settings);
        lock (gate)
        {
            if (ending || lines.Count >= settings.MaxLines)
            {
                return false;
            }

            lines.Add(line);
        }

        new Thread(() => Run(line)) { IsBackground = true, Name = "nsl-line" }.Start();
        return true;
    }

    private void Run(EgressLine line)
    {
        line.Run();
        lock (gate)
        {
            lines.Remove(line);
        }
    }

    /// <summary>
    /// Reads one CONNECT. Once its first byte is there, the transport's frame time-out bounds how long the rest may take.
    /// </summary>
    /// <returns>The status to refuse with, where there is no target.</returns>
    /// <exception cref="ConnectionLostException">The enclave closed the connection, or did not finish in time.</exception>
    private static int ReadRequest(Connection connection, out ConnectTarget? target)
    {
        target = null;
        while (true)
        {
            ReadResult read = connection.Input.Wait();
            ReadOnlySequence<byte> buffer = read.Buffer;
            HeadStatus found = ConnectHead.TryTake(ref buffer, out string firstLine);
            if (found == HeadStatus.Complete)
            {
                // What stands behind the head is for the target, and has not been looked at.
                connection.Input.AdvanceTo(buffer.Start);
                return Parse(firstLine, out target);
            }

            connection.Input.AdvanceTo(buffer.Start, buffer.End);
            if (found == HeadStatus.TooLong)
            {
                return LineAnswer.HeadTooLarge;
            }

            if (read.IsCompleted || read.IsCanceled)
            {
                throw new ConnectionLostException(buffer.IsEmpty ? ConnectionEnd.ClosedByPeer : ConnectionEnd.CutInsideFrame);
            }
        }
    }

    private static int Parse(string firstLine, out ConnectTarget? target)
    {
        target = null;
        if (!firstLine.EndsWith(Version, StringComparison.Ordinal))
        {
            return LineAnswer.BadRequest;
        }

        if (!firstLine.StartsWith(Method, StringComparison.Ordinal))
        {
            return LineAnswer.MethodNotAllowed;
        }

        target = firstLine.Length > Method.Length + Version.Length ? ConnectTarget.TryParse(firstLine[Method.Length..^Version.Length]) : null;
        return LineAnswer.BadRequest;
    }
}

using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Tests.State;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>A host that attaches to an enclave over a connection in memory, and answers with what a <see cref="MemoryRecordHost"/> does.</summary>
internal sealed class WireHost : IDisposable
{
    private readonly Connection near;
    private readonly Thread thread;

    internal WireHost(EnclaveHost enclave, MemoryRecordHost records)
    {
        (near, Connection far) = MemoryConnection.CreatePair();
        enclave.Take(far);
        OperationMap map = new();
        map.Bind(HostOperations.Heartbeat, (HeartbeatRequest request, in CallContext _) => Heartbeat(request));
        map.Bind(HostOperations.AppendLog, static (AppendLogRequest _, in CallContext _) => new AppendLogResponse());
        map.BindAsync(RecordOperations.Read, async (request, _) => await records.ReadAsync(request));
        map.BindAsync(RecordOperations.Scan, async (request, _) => await records.ScanAsync(request));
        map.BindAsync(RecordOperations.Commit, async (request, _) => await records.CommitAsync(request));
        OperationTable table = map.Seal(HostOperations.All);
        Assert.True(AttachHandshake.Perform(near, AttachRole.Host, Frame.DefaultBodyLimit));
        thread = new Thread(() =>
        {
            using ServerSession session = new(near, table, new SessionSettings(), new Admission(256, 64 << 20));
            session.Run();
        })
        { IsBackground = true };
        thread.Start();
    }

    /// <summary>Set once the enclave said that it serves.</summary>
    internal ManualResetEventSlim Serving { get; } = new();

    public void Dispose()
    {
        near.Close(NeoServiceLayer.Wire.ConnectionEnd.ClosedHere);
        thread.Join();
        near.Dispose();
        Serving.Dispose();
    }

    private HeartbeatResponse Heartbeat(HeartbeatRequest request)
    {
        if (request.Serving)
        {
            Serving.Set();
        }

        return new HeartbeatResponse();
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
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
    private readonly SemaphoreSlim told = new(0);

    internal WireHost(EnclaveHost enclave, MemoryRecordHost records)
    {
        (near, Connection far) = MemoryConnection.CreatePair();
        enclave.Take(far);
        OperationMap map = new();
        map.Bind(HostOperations.Heartbeat, (HeartbeatRequest request, in CallContext _) => Heartbeat(request));
        map.Bind(HostOperations.AppendLog, (AppendLogRequest request, in CallContext _) => Append(request));
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

    /// <summary>The names of the events that the enclave has told of.</summary>
    internal ConcurrentQueue<string> Events { get; } = new();

    /// <summary>The events themselves, as they came: what the gateway writes into its log.</summary>
    internal ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Waits until the enclave has told of an event.</summary>
    internal async Task UntilToldAsync(string name)
    {
        while (!Events.Contains(name))
        {
            Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), $"The enclave did not tell of {name}.");
        }
    }

    public void Dispose()
    {
        near.Close(NeoServiceLayer.Wire.ConnectionEnd.ClosedHere);
        thread.Join();
        near.Dispose();
        Serving.Dispose();
        told.Dispose();
    }

    private AppendLogResponse Append(AppendLogRequest request)
    {
        foreach (LogEvent happened in request.Events)
        {
            Lines.Enqueue(JsonSerializer.Serialize(happened, HostRequestJson.Default.LogEvent));
            Events.Enqueue(happened.Event);
        }

        told.Release();
        return new AppendLogResponse();
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

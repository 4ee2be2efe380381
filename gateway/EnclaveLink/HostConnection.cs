using NeoServiceLayer.Gateway.HostServices;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>The connection on which the enclave asks and this gateway answers: attached as its host.</summary>
internal sealed class HostConnection : IDisposable
{
    private const int MaxCalls = 256;
    private const long MaxPayloadBytes = 64L << 20;

    private readonly OperationTable table;
    private readonly EnclaveReadiness readiness;
    private readonly SessionSettings settings;
    private readonly Admission admission = new(MaxCalls, MaxPayloadBytes);
    private readonly EnclaveLinkSettings link;
    private readonly Redialler redialler;
    private readonly Action<ConnectionEnd> changed;
    private volatile bool attached;

    /// <param name="link">Where the enclave is.</param>
    /// <param name="table">What it may ask.</param>
    /// <param name="readiness">What its heartbeats tell.</param>
    /// <param name="onFault">Told of each fault in a handler.</param>
    /// <param name="changed">Told when it is attached, and when it no longer is, then with the reason.</param>
    internal HostConnection(
        EnclaveLinkSettings link,
        OperationTable table,
        EnclaveReadiness readiness,
        Action<Operation, Exception> onFault,
        Action<ConnectionEnd> changed)
    {
        this.changed = changed;
        this.link = link;
        this.table = table;
        this.readiness = readiness;
        settings = new SessionSettings { BodyLimit = link.MaxFrameBytes, OnFault = onFault };
        redialler = new Redialler("nsl-host", link, Use);
    }

    internal bool IsAttached => attached;

    internal bool IsServing => attached && readiness.IsServing;

    internal void Start() => redialler.Start();

    public void Dispose() => redialler.Dispose();

    private bool Use(Connection connection)
    {
        if (!AttachHandshake.Perform(connection, AttachRole.Host, link.MaxFrameBytes))
        {
            return false;
        }

        readiness.IsServing = false;
        attached = true;
        changed(ConnectionEnd.None);
        try
        {
            using ServerSession session = new(connection, table, settings, admission);
            session.Run();
            return false;
        }
        finally
        {
            attached = false;
            changed(connection.End);
        }
    }
}

using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>
/// What every transport must do alike; PROTOCOL.md in test form. Derived once for each transport, and for the AOT binary.
/// Each test also sees that a connection beside it feels nothing.
/// </summary>
/// <typeparam name="TTransport">How the enclave is reached.</typeparam>
public abstract partial class Conformance<TTransport> : IClassFixture<TTransport>, IDisposable
    where TTransport : Transport
{
    private readonly Peer bystander;

    /// <summary>A connection is opened beforehand that must serve afterwards.</summary>
    protected Conformance(TTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        Transport = transport;
        bystander = transport.Shared.Dial();
        bystander.MustServe("before");
    }

    /// <summary>How the enclave is reached.</summary>
    protected TTransport Transport { get; }

    private protected RunningEnclave Shared => Transport.Shared;

    /// <summary>The connection beside the test's own still serves.</summary>
    public void Dispose()
    {
        bystander.MustServe("after");
        bystander.Dispose();
        GC.SuppressFinalize(this);
    }
}

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

    /// <summary>Skips a test that closes one direction where the way there does not pass that on.</summary>
    private protected void MustPassHalfCloses() =>
        Assert.SkipUnless(Transport.PassesHalfCloses, "The end of one direction alone does not reach the other side of this transport.");

    /// <summary>Skips a test that asks its enclave to end where it cannot be asked.</summary>
    private protected void MustBeAskableToEnd() =>
        Assert.SkipUnless(Transport.CanBeAskedToEnd, "Nothing outside such an enclave can ask it to end; it can be cut off only.");

    /// <summary>The connection beside the test's own still serves.</summary>
    public void Dispose()
    {
        bystander.MustServe("after");
        bystander.Dispose();
        GC.SuppressFinalize(this);
    }
}

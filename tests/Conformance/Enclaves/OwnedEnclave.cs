using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>An enclave with what stands around it, ended in that order.</summary>
internal sealed class OwnedEnclave : RunningEnclave
{
    private readonly RunningEnclave enclave;
    private readonly IDisposable[] owned;
    private readonly Func<RawStream> open;

    internal OwnedEnclave(RunningEnclave enclave, SocketFolder folder)
        : this(enclave, enclave.Open, enclave, folder)
    {
    }

    internal OwnedEnclave(RunningEnclave enclave, IDisposable front, SocketFolder folder, Func<RawStream> open)
        : this(enclave, open, enclave, front, folder)
    {
    }

    private OwnedEnclave(RunningEnclave enclave, Func<RawStream> open, params IDisposable[] owned)
    {
        this.enclave = enclave;
        this.open = open;
        this.owned = owned;
    }

    internal override RawStream Open() => open();

    internal override void BeginDrain() => enclave.BeginDrain();

    internal override int AwaitDrained() => enclave.AwaitDrained();

    public override void Dispose()
    {
        foreach (IDisposable one in owned)
        {
            one.Dispose();
        }
    }
}

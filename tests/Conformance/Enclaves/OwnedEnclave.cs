using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>An enclave with what stands around it, ended in that order.</summary>
internal sealed class OwnedEnclave : RunningEnclave
{
    private readonly IDisposable[] owned;
    private readonly Func<RawStream> open;

    internal OwnedEnclave(RunningEnclave enclave, SocketFolder folder)
        : this(enclave.Open, enclave, folder)
    {
    }

    internal OwnedEnclave(RunningEnclave enclave, IDisposable front, SocketFolder folder, Func<RawStream> open)
        : this(open, enclave, front, folder)
    {
    }

    private OwnedEnclave(Func<RawStream> open, params IDisposable[] owned)
    {
        this.open = open;
        this.owned = owned;
    }

    internal override RawStream Open() => open();

    public override void Dispose()
    {
        foreach (IDisposable one in owned)
        {
            one.Dispose();
        }
    }
}

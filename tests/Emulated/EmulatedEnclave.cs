using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>The release that <c>make eif</c> made last, with a configuration of the test's own, in QEMU's nitro-enclave machine.</summary>
internal sealed class EmulatedEnclave : RunningEnclave
{
    private readonly Machine machine;

    internal EmulatedEnclave(string configuration)
    {
        SocketFolder folder = new();
        File.WriteAllText(folder.File("config.json"), configuration);
        machine = new Machine(folder, "tests/Emulated/boot", folder.File("config.json"));
    }

    internal override RawStream Open() => machine.Open();

    /// <summary>What the enclave says of itself: nobody outside sees into the machine.</summary>
    internal override long MemoryInUse()
    {
        using Peer peer = Dial();
        return peer.Metrics().GetProperty("residentBytes").GetInt64();
    }

    internal override void BeginDrain() => throw new NotSupportedException("Nothing outside can ask it to end.");

    internal override int AwaitDrained() => throw new NotSupportedException("Nothing outside can ask it to end.");

    public override void Dispose() => machine.Dispose();
}

using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Suite;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>The image in QEMU's nitro-enclave machine, over its VSOCK device.</summary>
public sealed class OverVsock : Transport
{
    /// <summary>vhost-device-vsock passes an end only when both directions have it.</summary>
    internal override bool PassesHalfCloses => false;

    /// <summary>
    /// vhost-device-vsock does not tell a guest that a peer is gone which left answers unread: what ends such a connection are the
    /// limits of silence and of sending.
    /// </summary>
    internal override string ForVanishingPeers => """{"maxConnections":1024,"idleTimeoutMs":3000,"sendTimeoutMs":3000}""";

    /// <summary>No signal reaches a guest.</summary>
    internal override bool CanBeAskedToEnd => false;

    internal override string Mode => "nitro";

    internal override RunningEnclave Start(string configuration) => new EmulatedEnclave(configuration);
}

/// <summary>The image, VSOCK.</summary>
public sealed class VsockConformance(OverVsock transport) : SocketConformance<OverVsock>(transport);

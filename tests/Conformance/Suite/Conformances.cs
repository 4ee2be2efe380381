using NeoServiceLayer.Tests.Conformance.Enclaves;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>In memory, tiny segments.</summary>
public sealed class InMemoryConformance(InMemory transport) : Conformance<InMemory>(transport);

/// <summary>Unix socket.</summary>
public sealed class UnixConformance(OverUnix transport) : SocketConformance<OverUnix>(transport);

/// <summary>TCP loopback.</summary>
public sealed class TcpConformance(OverTcp transport) : SocketConformance<OverTcp>(transport);

/// <summary>Hybrid Unix socket.</summary>
public sealed class HybridConformance(OverHybrid transport) : SocketConformance<OverHybrid>(transport);

/// <summary>The AOT binary, Unix socket.</summary>
public sealed class BinaryUnixConformance(BinaryOverUnix transport) : BinaryConformance<BinaryOverUnix>(transport);

/// <summary>The AOT binary, TCP loopback.</summary>
public sealed class BinaryTcpConformance(BinaryOverTcp transport) : BinaryConformance<BinaryOverTcp>(transport);

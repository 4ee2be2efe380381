using System.Net;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>In memory, in segments of a few bytes.</summary>
public sealed class InMemory : Transport
{
    internal override RunningEnclave Start(string configuration) => new MemoryEnclave(Utf8(configuration));
}

/// <summary>A Unix socket, in process.</summary>
public sealed class OverUnix : Transport
{
    internal override RunningEnclave Start(string configuration)
    {
        SocketFolder folder = new();
        return new OwnedEnclave(new ListeningEnclave(WireEndpoint.Unix(folder.File("e.sock")), Utf8(configuration)), folder);
    }
}

/// <summary>TCP on the loopback, in process.</summary>
public sealed class OverTcp : Transport
{
    internal override RunningEnclave Start(string configuration) =>
        new ListeningEnclave(WireEndpoint.Tcp(IPAddress.Loopback, 0), Utf8(configuration));
}

/// <summary>A hybrid socket: CONNECT and OK, then spliced to an enclave on a Unix socket.</summary>
public sealed class OverHybrid : Transport
{
    internal override RunningEnclave Start(string configuration)
    {
        SocketFolder folder = new();
        string inner = folder.File("e.sock");
        ListeningEnclave enclave = new(WireEndpoint.Unix(inner), Utf8(configuration));
        HybridFront front = new(folder.File("h.sock"), inner);
        return new OwnedEnclave(enclave, front, folder, front.Open);
    }
}

/// <summary>The AOT binary on a Unix socket.</summary>
public sealed class BinaryOverUnix : Transport
{
    internal override RunningEnclave Start(string configuration) => new BinaryEnclave(folder => "unix:" + folder.File("e.sock"), configuration);
}

/// <summary>The AOT binary on TCP.</summary>
public sealed class BinaryOverTcp : Transport
{
    internal override RunningEnclave Start(string configuration) => new BinaryEnclave(_ => "tcp:127.0.0.1:0", configuration);
}

using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>The program of tests/EgressGuest as the first process of a machine.</summary>
internal sealed class EgressGuest : IDisposable
{
    internal const int Rounds = 3;
    internal const int Length = 4 << 20;

    private readonly Machine machine;

    /// <param name="port">Of the parent's loopback: what it dials.</param>
    /// <param name="configuration">Its configuration, whose end points it asks.</param>
    internal EgressGuest(int port, string configuration)
    {
        SocketFolder folder = new();
        machine = new Machine(folder, "nitro/qemu/boot", GuestImage.Build(folder, port, configuration));
    }

    internal WireEndpoint Endpoint => machine.Endpoint;

    /// <summary>Waits for what the guest says of a round.</summary>
    internal string Round(int round) => Said($"guest: round {round}: ");

    /// <summary>The same of the end point of that index.</summary>
    internal string Host(int index) => Said($"guest: host {index}: ");

    private string Said(string start) => machine.AwaitLine(line => line.StartsWith(start, StringComparison.Ordinal), 2 * RawStream.Patience);

    public void Dispose() => machine.Dispose();
}

using System.Net;
using System.Net.Sockets;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>A port of the loopback address that nobody else is given, while a program that is told its number can listen on it.</summary>
/// <remarks>
/// The socket is bound and does not listen. Linux gives its port to nobody who asks for any; who asks for this one gets it, since
/// .NET binds all TCP sockets with SO_REUSEADDR.
/// </remarks>
internal sealed class HeldPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    internal HeldPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    internal IPEndPoint Address => (IPEndPoint)socket.LocalEndPoint!;

    public void Dispose() => socket.Dispose();
}

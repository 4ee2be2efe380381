using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace NeoServiceLayer.Wire.Interop;

/// <summary>Writes the kernel's address structures. Layouts: unix(7), ip(7), ipv6(7), vsock(7).</summary>
internal static class SocketAddress
{
    /// <summary>The largest that is written here: sockaddr_un.</summary>
    internal const int MaxLength = 110;

    internal const int VsockLength = 16;
    internal const int VsockPortOffset = 4;
    internal const int VsockCidOffset = 8;
    internal const int UnixPathOffset = 2;

    internal static int Family(WireEndpoint endpoint) => endpoint.Kind switch
    {
        WireEndpointKind.Vsock => LibC.AfVsock,
        WireEndpointKind.Tcp => endpoint.Address!.GetAddressBytes().Length == 4 ? LibC.AfInet : LibC.AfInet6,
        _ => LibC.AfUnix,
    };

    /// <summary>Writes the address and returns how many bytes of <paramref name="target"/> it has.</summary>
    internal static int Write(WireEndpoint endpoint, Span<byte> target)
    {
        target.Clear();
        int family = Family(endpoint);
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)family);
        switch (family)
        {
            case LibC.AfVsock:
                BinaryPrimitives.WriteUInt32LittleEndian(target[VsockPortOffset..], endpoint.Port);
                BinaryPrimitives.WriteUInt32LittleEndian(target[VsockCidOffset..], endpoint.Cid);
                return VsockLength;
            case LibC.AfInet:
                BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)endpoint.Port);
                endpoint.Address!.TryWriteBytes(target[4..], out _);
                return 16;
            case LibC.AfInet6:
                BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)endpoint.Port);
                endpoint.Address!.TryWriteBytes(target[8..], out _);
                return 28;
            default:
                return UnixPathOffset + Encoding.UTF8.GetBytes(endpoint.Path, target[UnixPathOffset..]) + 1;
        }
    }

    /// <summary>The TCP port in an address that the kernel wrote.</summary>
    internal static int ReadTcpPort(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
}

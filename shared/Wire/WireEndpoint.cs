using System.Globalization;
using System.Net;

namespace NeoServiceLayer.Wire;

/// <summary>What kind of stream an end point names.</summary>
public enum WireEndpointKind
{
    /// <summary>TCP; <c>tcp:127.0.0.1:5000</c> or <c>tcp:[::1]:5000</c>.</summary>
    Tcp,

    /// <summary>A Unix stream socket; <c>unix:/path</c>.</summary>
    Unix,

    /// <summary>VSOCK, what a Nitro Enclave and its parent share; <c>vsock:CID:PORT</c>.</summary>
    Vsock,

    /// <summary>
    /// A Unix socket in front of a virtual machine's VSOCK, as Firecracker and vhost-device-vsock offer it:
    /// the dialler writes <c>CONNECT port\n</c> and reads <c>OK …\n</c>; <c>hybrid:/path:PORT</c>.
    /// </summary>
    Hybrid,
}

/// <summary>Where parent and enclave meet, as it is written on a command line.</summary>
public sealed record WireEndpoint
{
    /// <summary>The longest path of a Unix socket, in bytes of UTF-8 (sun_path less its terminator).</summary>
    public const int MaxPathBytes = 107;

    private WireEndpoint(WireEndpointKind kind) => Kind = kind;

    /// <summary>The kind of stream.</summary>
    public WireEndpointKind Kind { get; }

    /// <summary>The socket's path: Unix and hybrid; else empty.</summary>
    public string Path { get; private init; } = "";

    /// <summary>The address: TCP only; else null. A literal, never a name: nothing is resolved here.</summary>
    public IPAddress? Address { get; private init; }

    /// <summary>The context id: VSOCK only; 4294967295 (VMADDR_CID_ANY) listens on every one.</summary>
    public uint Cid { get; private init; }

    /// <summary>The port: TCP (0 to 65535, 0 lets the system choose when listening), VSOCK and hybrid (any 32-bit number).</summary>
    public uint Port { get; private init; }

    /// <summary>An end point for a TCP address.</summary>
    public static WireEndpoint Tcp(IPAddress address, int port) =>
        new(WireEndpointKind.Tcp) { Address = address, Port = checked((uint)port) };

    /// <summary>An end point for a Unix socket's path.</summary>
    public static WireEndpoint Unix(string path) => new(WireEndpointKind.Unix) { Path = path };

    /// <summary>An end point for a VSOCK address.</summary>
    public static WireEndpoint Vsock(uint cid, uint port) => new(WireEndpointKind.Vsock) { Cid = cid, Port = port };

    /// <summary>An end point for a hybrid Unix socket and the VSOCK port behind it.</summary>
    public static WireEndpoint Hybrid(string path, uint port) => new(WireEndpointKind.Hybrid) { Path = path, Port = port };

    /// <summary>Reads an end point as written on a command line.</summary>
    /// <exception cref="FormatException">With one sentence that says what is wrong and how to write it.</exception>
    public static WireEndpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon];
        string rest = colon < 0 ? "" : text[(colon + 1)..];
        return kind switch
        {
            "tcp" => ParseTcp(text, rest),
            "unix" => Unix(CheckedPath(text, rest)),
            "vsock" => ParseVsock(text, rest),
            "hybrid" => ParseHybrid(text, rest),
            _ => throw Malformed(text),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        WireEndpointKind.Tcp => "tcp:" + new IPEndPoint(Address!, (int)Port),
        WireEndpointKind.Unix => "unix:" + Path,
        WireEndpointKind.Vsock => string.Create(CultureInfo.InvariantCulture, $"vsock:{Cid}:{Port}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"hybrid:{Path}:{Port}"),
    };

    private static WireEndpoint ParseTcp(string text, string rest)
    {
        int colon = rest.LastIndexOf(':');
        if (colon < 0
            || !IPAddress.TryParse(rest[..colon], out IPAddress? address)
            || !ushort.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            throw Malformed(text);
        }

        return Tcp(address, port);
    }

    private static WireEndpoint ParseVsock(string text, string rest)
    {
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0
            || !TryParsePort(rest[..colon], out uint cid)
            || !TryParsePort(rest[(colon + 1)..], out uint port))
        {
            throw Malformed(text);
        }

        return Vsock(cid, port);
    }

    private static WireEndpoint ParseHybrid(string text, string rest)
    {
        int colon = rest.LastIndexOf(':');
        return colon > 0 && TryParsePort(rest[(colon + 1)..], out uint port)
            ? Hybrid(CheckedPath(text, rest[..colon]), port)
            : throw Malformed(text);
    }

    private static bool TryParsePort(string text, out uint port) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);

    private static string CheckedPath(string text, string path)
    {
        int bytes = System.Text.Encoding.UTF8.GetByteCount(path);
        return bytes is > 0 and <= MaxPathBytes && !path.Contains('\0', StringComparison.Ordinal)
            ? path
            : throw new FormatException($"'{text}': a socket's path has 1 to {MaxPathBytes} bytes.");
    }

    private static FormatException Malformed(string text) => new(
        $"'{text}' is not an end point: write tcp:127.0.0.1:5000, unix:/path, vsock:CID:PORT or hybrid:/path:PORT.");
}

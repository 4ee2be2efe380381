using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NeoServiceLayer.Protocol.Egress;

/// <summary>Where a line to the outside leads: the authority of an HTTP CONNECT (RFC 9110, 9.3.6).</summary>
public sealed record ConnectTarget
{
    /// <summary>The longest host, in characters: what DNS allows a name.</summary>
    public const int MaxHostLength = 253;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private ConnectTarget(string host, int port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>A name or the literal of an address, without brackets.</summary>
    public string Host { get; }

    /// <summary>1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Makes a target of what may be one: letters, digits, <c>-</c>, <c>.</c> and <c>_</c>, or the literal of an IPv6 address.</summary>
    /// <returns>Null if it cannot be one, so that nothing that means something to HTTP ever gets into a head.</returns>
    public static ConnectTarget? TryCreate(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        bool fits = host.Length is > 0 and <= MaxHostLength && port is > 0 and <= ushort.MaxValue;
        bool isName = !host.AsSpan().ContainsAnyExcept(NameCharacters);
        return fits && (isName || IsIPv6(host)) ? new ConnectTarget(host, port) : null;
    }

    /// <summary>Reads <c>host:port</c>, an IPv6 address in brackets.</summary>
    /// <returns>Null if that is not what it is.</returns>
    public static ConnectTarget? TryParse(string authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        int colon = authority.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return null;
        }

        string host = authority[..colon];
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        ConnectTarget? target = TryCreate(bracketed ? host[1..^1] : host, port);
        return target is not null && target.Host.Contains(':', StringComparison.Ordinal) == bracketed ? target : null;
    }

    /// <summary>The authority, <c>host:port</c>.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>The head of a CONNECT to it, as it is sent.</summary>
    public byte[] ToRequestHead() => Encoding.ASCII.GetBytes($"CONNECT {this} HTTP/1.1\r\nHost: {this}\r\n\r\n");

    private static bool IsIPv6(string host) =>
        !host.Contains('%', StringComparison.Ordinal) && !host.Contains('[', StringComparison.Ordinal)
        && IPAddress.TryParse(host, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}

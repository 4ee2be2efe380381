using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Where HTTP is served: an address and port, or a Unix socket.</summary>
internal sealed record ListenAddress
{
    private const string Scheme = "http://";
    private const string UnixPrefix = "http://unix:";

    private IPEndPoint? EndPoint { get; init; }

    private string? SocketPath { get; init; }

    /// <exception cref="FormatException">One sentence about what is wrong.</exception>
    internal static ListenAddress Parse(string text)
    {
        if (text.StartsWith(UnixPrefix + "/", StringComparison.Ordinal))
        {
            return new ListenAddress { SocketPath = text[UnixPrefix.Length..] };
        }

        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw Malformed(text);
        }

        string host = text[Scheme.Length..].TrimEnd('/');
        host = host.StartsWith("localhost:", StringComparison.Ordinal) ? "127.0.0.1" + host["localhost".Length..]
            : host.StartsWith("*:", StringComparison.Ordinal) ? "0.0.0.0" + host[1..]
            : host;
        return host.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(host, out IPEndPoint? endPoint)
            ? new ListenAddress { EndPoint = endPoint }
            : throw Malformed(text);
    }

    internal void Listen(KestrelServerOptions kestrel, Action<ListenOptions> configure)
    {
        if (SocketPath is not null)
        {
            kestrel.ListenUnixSocket(SocketPath, configure);
        }
        else
        {
            kestrel.Listen(EndPoint!, configure);
        }
    }

    private static FormatException Malformed(string text) => new(
        $"'{text}' is not an address to serve at: write http://127.0.0.1:8080, http://[::1]:8080, http://*:8080 or "
        + "http://unix:/path; for https put a proxy in front.");
}

using System.Text;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.HostServices.Egress;

/// <summary>What a CONNECT is answered with.</summary>
internal static class LineAnswer
{
    internal const int Opened = 200;
    internal const int BadRequest = 400;
    internal const int MethodNotAllowed = 405;
    internal const int HeadTooLarge = 431;
    internal const int BadGateway = 502;
    internal const int ServiceUnavailable = 503;
    internal const int GatewayTimeout = 504;

    /// <summary>Writes the answer's head, which is all of it.</summary>
    /// <exception cref="Wire.ConnectionLostException">The enclave is gone.</exception>
    internal static void Write(Connection connection, int status) =>
        Write(connection, Encoding.ASCII.GetBytes($"HTTP/1.1 {status} {Reason(status)}\r\n\r\n"));

    /// <summary>Hands over all bytes, waiting if need be.</summary>
    /// <exception cref="Wire.ConnectionLostException">The enclave is gone, or took nothing for too long.</exception>
    internal static void Write(Connection connection, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[connection.Send(bytes)..];
        }
    }

    private static string Reason(int status) => status switch
    {
        Opened => "Connection established",
        BadRequest => "Bad request",
        MethodNotAllowed => "Method not allowed",
        HeadTooLarge => "Request head too large",
        BadGateway => "Target not reached",
        ServiceUnavailable => "Too many lines",
        _ => "Target not reached in time",
    };
}

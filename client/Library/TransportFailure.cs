using System.Net.Sockets;
using System.Security.Authentication;

namespace NeoServiceLayer.Client;

/// <summary>Says in one sentence why no answer came, and whether the request may have run all the same.</summary>
internal static class TransportFailure
{
    internal static NslUnreachableException From(Exception cause, Uri gateway, string requestId)
    {
        HttpRequestError error = (cause as HttpRequestException)?.HttpRequestError
            ?? (cause as HttpIOException)?.HttpRequestError
            ?? HttpRequestError.Unknown;
        bool unsent = error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        return new NslUnreachableException($"{Reason(error, cause)} ({Name(gateway)}).", requestId, !unsent, cause);
    }

    internal static NslUnreachableException TimedOut(TimeSpan waited, Uri gateway, string requestId, Exception cause) =>
        new($"No answer came within {waited.TotalSeconds:0.###} s ({Name(gateway)}).", requestId, true, cause);

    internal static NslUnreachableException NotConnected(TimeSpan waited, Uri gateway, string requestId, Exception cause) =>
        new($"No connection came about within {waited.TotalSeconds:0.###} s ({Name(gateway)}).", requestId, false, cause);

    internal static NslUnreachableException NotAGateway(string what, Uri gateway, string requestId) =>
        new($"{what} ({Name(gateway)}).", requestId, true);

    /// <summary>The gateway without user information, which may be a secret.</summary>
    private static string Name(Uri gateway) => gateway.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static string Reason(HttpRequestError error, Exception cause) => error switch
    {
        HttpRequestError.NameResolutionError => "The gateway's name was not found",
        HttpRequestError.SecureConnectionError => "No secure connection came about: the gateway does not speak TLS, or its certificate is not trusted",
        HttpRequestError.ProxyTunnelError => "The proxy did not let the connection through",
        HttpRequestError.ConnectionError => Connecting(cause),
        HttpRequestError.InvalidResponse => "What answered does not speak HTTP",
        _ when cause.InnerException is AuthenticationException => "No secure connection came about",
        _ => "The connection broke before the answer was complete",
    };

    private static string Connecting(Exception cause) => (cause.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "Nothing listens at the gateway's address",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "There is no way to the gateway's network",
        _ => "The gateway could not be connected to",
    };
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// The HTTP server: Kestrel, which gets its requests served by <see cref="RequestEntrance"/>. The application around it
/// only puts it together and is never started: no host, no middleware, no routing, no configuration but ours. Two kinds
/// of address.
/// </summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private const int MaxHeaderBytes = 16 << 10;
    private const double MinBytesPerSecond = 240;

    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);

    private readonly WebApplication parts;
    private readonly IServer kestrel;
    private readonly RequestEntrance entrance;
    private readonly int apiCount;

    /// <param name="options">Where to serve.</param>
    /// <param name="settings">Limits.</param>
    /// <param name="log">Where the server's own troubles go; not owned.</param>
    /// <param name="api">Serves the API's addresses.</param>
    /// <param name="admin">Serves the admin's address.</param>
    internal HttpServer(
        GatewayOptions options, GatewaySettings settings, GatewayLog log, RequestDelegate api, RequestDelegate admin)
    {
        apiCount = options.Urls.Count;
        entrance = new RequestEntrance(api, admin);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new ServerLogProvider(log));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            Limit(server, settings);
            foreach (ListenAddress address in options.Urls)
            {
                address.Listen(server, static _ => { });
            }

            options.Admin.Listen(server, AdminMark.Put);
        });

        // No handler here blocks, so each step of a request goes on where the one before it ended; an answer of the
        // enclave is sent by the thread that received it.
        builder.Services.Configure<SocketTransportOptions>(
            static sockets => sockets.UnsafePreferInlineScheduling = true);
        parts = builder.Build();
        kestrel = parts.Services.GetRequiredService<IServer>();
    }

    /// <summary>Where the API is served, with the ports that were chosen.</summary>
    internal string ApiAddresses => string.Join(';', Addresses.Take(apiCount));

    /// <summary>Where health and metrics are served.</summary>
    internal string AdminAddress => string.Join(';', Addresses.Skip(apiCount));

    private ICollection<string> Addresses => kestrel.Features.Get<IServerAddressesFeature>()!.Addresses;

    /// <exception cref="IOException">An address cannot be served at.</exception>
    internal Task StartAsync() => kestrel.StartAsync(entrance, CancellationToken.None);

    /// <summary>Takes no new connection, and gives the requests under way so long.</summary>
    internal async Task StopAsync(TimeSpan drain)
    {
        using CancellationTokenSource over = new(drain);
        await kestrel.StopAsync(over.Token);
    }

    public ValueTask DisposeAsync() => parts.DisposeAsync();

    private static void Limit(KestrelServerOptions server, GatewaySettings settings)
    {
        server.AddServerHeader = false;

        // Refused by us, not by Kestrel, which would close the line beneath a client that is still sending: what is a
        // little too long is taken off the line, so that the client gets to read its answer.
        server.Limits.MaxRequestBodySize = settings.MaxBodyBytes * 2L;
        server.Limits.MaxConcurrentConnections = settings.MaxHttpConnections;
        server.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        server.Limits.RequestHeadersTimeout = HeaderTimeout;
        server.Limits.KeepAliveTimeout = KeepAliveTimeout;
        server.Limits.MinRequestBodyDataRate = new MinDataRate(MinBytesPerSecond, RateGrace);
        server.Limits.MinResponseDataRate = new MinDataRate(MinBytesPerSecond, RateGrace);
        server.ConfigureEndpointDefaults(static listen => listen.Protocols = HttpProtocols.Http1);
    }
}

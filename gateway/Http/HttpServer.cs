using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>The HTTP server: Kestrel, without routing, configuration files or environment; two kinds of address.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private const int MaxHeaderBytes = 16 << 10;
    private const double MinBytesPerSecond = 240;

    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);

    private readonly WebApplication app;
    private readonly int apiCount;

    /// <param name="options">Where to serve.</param>
    /// <param name="settings">Limits.</param>
    /// <param name="log">Where the server's own troubles go.</param>
    /// <param name="api">Serves the API's addresses.</param>
    /// <param name="admin">Makes what serves the admin's address; it is given whether the server is going down.</param>
    internal HttpServer(
        GatewayOptions options, GatewaySettings settings, GatewayLog log, RequestDelegate api, Func<Func<bool>, RequestDelegate> admin)
    {
        apiCount = options.Urls.Count;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new ServerLogProvider(log));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Limit(kestrel, settings);
            foreach (ListenAddress address in options.Urls)
            {
                address.Listen(kestrel, static _ => { });
            }

            options.Admin.Listen(kestrel, MarkAdmin);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(settings.DrainMs));
        app = builder.Build();
        RequestDelegate adminHandler = admin(() => app.Lifetime.ApplicationStopping.IsCancellationRequested);
        app.Run(context => context.Features.Get<AdminMark>() is null ? api(context) : adminHandler(context));
    }

    /// <summary>Where the API is served, with the ports that were chosen.</summary>
    internal string ApiAddresses => string.Join(';', Addresses.Take(apiCount));

    /// <summary>Where health and metrics are served.</summary>
    internal string AdminAddress => string.Join(';', Addresses.Skip(apiCount));

    private ICollection<string> Addresses =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    internal Task StartAsync() => app.StartAsync();

    internal Task WaitForShutdownAsync() => app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static void Limit(KestrelServerOptions kestrel, GatewaySettings settings)
    {
        kestrel.AddServerHeader = false;
        // Refused by us, not by Kestrel, which would close the line beneath a client that is still sending: what is a little
        // too long is taken off the line, so that the client gets to read its answer.
        kestrel.Limits.MaxRequestBodySize = settings.MaxBodyBytes * 2L;
        kestrel.Limits.MaxConcurrentConnections = settings.MaxHttpConnections;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(MinBytesPerSecond, RateGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(MinBytesPerSecond, RateGrace);
        kestrel.ConfigureEndpointDefaults(static listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void MarkAdmin(ListenOptions listen) => listen.Use(next => connection =>
    {
        connection.Features.Set(AdminMark.Instance);
        return next(connection);
    });

    /// <summary>Marks connections to the admin's address.</summary>
    private sealed class AdminMark
    {
        internal static readonly AdminMark Instance = new();
    }
}

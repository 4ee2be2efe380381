using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NeoServiceLayer.Perf.Grpc;

/// <summary>Kestrel with gRPC on a Unix socket.</summary>
internal static class PingServer
{
    internal static Task RunAsync(string path)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication application = builder.Build();
        application.MapGrpcService<Service>();
        return application.RunAsync();
    }

    private sealed class Service : System.SystemBase
    {
        public override Task<PingResponse> Ping(PingRequest request, ServerCallContext context) => Task.FromResult(
            new PingResponse { Echo = request.Echo, Time = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture) });
    }
}

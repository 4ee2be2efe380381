using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using NeoServiceLayer.Perf.BareKestrel;

// The baseline for HTTP: Kestrel as the gateway sets it up, as Native AOT, and behind it nothing.
// usage: bare-kestrel ADDRESS:PORT EXTRA MOST
// A response is EXTRA bytes longer than its request's body, of which at most MOST bytes are counted.
int extra = int.Parse(args[1], CultureInfo.InvariantCulture);
int most = int.Parse(args[2], CultureInfo.InvariantCulture);
IPEndPoint address = IPEndPoint.Parse(args[0]);

WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(address, static listen => listen.Protocols = HttpProtocols.Http1);
});
builder.Services.Configure<SocketTransportOptions>(static sockets => sockets.UnsafePreferInlineScheduling = true);
await using WebApplication parts = builder.Build();
IServer server = parts.Services.GetRequiredService<IServer>();
await server.StartAsync(new CannedAnswers(extra, most), CancellationToken.None);
await Task.Delay(Timeout.InfiniteTimeSpan);

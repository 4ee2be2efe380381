using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;

// The baseline for HTTP: Kestrel alone, as Native AOT. It receives the whole body, looks at nothing in it, and answers
// as many bytes as the gateway would.
// usage: bare-kestrel URL EXTRA MOST
// A response is EXTRA bytes longer than its request's body, of which at most MOST bytes are counted.
int extra = int.Parse(args[1], CultureInfo.InvariantCulture);
int most = int.Parse(args[2], CultureInfo.InvariantCulture);
byte[] canned = new byte[most + extra];
canned.AsSpan().Fill((byte)' ');

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
WebApplication application = builder.Build();
application.Urls.Add(args[0]);
application.MapPost("/v1/system/ping", async context =>
{
    PipeReader body = context.Request.BodyReader;
    ReadResult read = await body.ReadAsync();
    while (!read.IsCompleted)
    {
        body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        read = await body.ReadAsync();
    }

    int length = (int)Math.Min(read.Buffer.Length, most) + extra;
    body.AdvanceTo(read.Buffer.End);
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = length;
    context.Response.BodyWriter.Write(canned.AsSpan(0, length));
    await context.Response.BodyWriter.FlushAsync();
});
application.Run();

using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace NeoServiceLayer.Perf.BareKestrel;

/// <summary>
/// Receives a whole body, looks at nothing in it, and answers the gateway's headers and as many bytes.
/// </summary>
internal sealed class CannedAnswers(int extra, int most) : IHttpApplication<DefaultHttpContext>
{
    private const string RequestId = "00000000000000000000000000000000";

    private readonly byte[] canned = [.. Enumerable.Repeat((byte)' ', most + extra)];

    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> connection)
        {
            return new DefaultHttpContext(contextFeatures);
        }

        if (connection.HostContext is not { } context)
        {
            return connection.HostContext = new DefaultHttpContext(contextFeatures);
        }

        context.Initialize(contextFeatures);
        return context;
    }

    public async Task ProcessRequestAsync(DefaultHttpContext context)
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
        context.Response.Headers["X-Request-Id"] = RequestId;
        await context.Response.StartAsync();
        context.Response.BodyWriter.Write(canned.AsSpan(0, length));
        await context.Response.BodyWriter.FlushAsync();
    }

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>What Kestrel hands requests to: those of a connection, one after the other, share one context.</summary>
internal sealed class RequestEntrance(RequestDelegate api, RequestDelegate admin)
    : IHttpApplication<RequestEntrance.Line>
{
    public Line CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<Line> connection)
        {
            return Open(contextFeatures);
        }

        if (connection.HostContext is not { } line)
        {
            return connection.HostContext = Open(contextFeatures);
        }

        line.Context.Initialize(contextFeatures);
        return line;
    }

    public Task ProcessRequestAsync(Line context) => context.Serve(context.Context);

    public void DisposeContext(Line context, Exception? exception) => context.Context.Uninitialize();

    private Line Open(IFeatureCollection features) =>
        new(new DefaultHttpContext(features), AdminMark.IsOn(features) ? admin : api);

    /// <summary>A connection's context, and who serves its address.</summary>
    internal sealed record Line(DefaultHttpContext Context, RequestDelegate Serve);
}

using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Metrics;

/// <summary>Counts requests by operation and code, and how long they took. No label names a person.</summary>
internal sealed class GatewayMetrics
{
    private readonly OperationCounters[] counters;

    internal GatewayMetrics(RouteTable routes)
    {
        counters =
        [
            .. routes.All.Select(route => new OperationCounters(route.Operation)),
            new OperationCounters(operation: null),
        ];
    }

    /// <summary>The counters of every route, and at the end those of requests without one.</summary>
    internal IReadOnlyList<OperationCounters> Operations => counters;

    /// <summary>Counts one request; without a route, or without a code when it succeeded.</summary>
    internal void Count(OperationRoute? route, ErrorCode? code, TimeSpan took) =>
        counters[route?.Index ?? counters.Length - 1].Count(code, took);
}

using System.Collections.Frozen;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Gateway.ServiceLayer;

/// <summary>Which operations have a route, and where each of them runs: decided here and nowhere else.</summary>
internal sealed class RouteTable
{
    private const string Prefix = "/v1/";

    private readonly FrozenDictionary<string, OperationRoute> byPath;
    private readonly HashSet<string> services;

    /// <param name="operations">Only those that anybody may call over HTTP get a route.</param>
    /// <param name="answers">What the parent answers.</param>
    /// <exception cref="InvalidOperationException">An operation's place does not fit what is bound.</exception>
    internal RouteTable(IEnumerable<Operation> operations, ParentAnswers answers)
    {
        All = [.. operations.Where(HasRoute)
            .Select((operation, index) => new OperationRoute(operation, answers.Of(operation), index))];
        byPath = All.ToFrozenDictionary(route => route.Path, StringComparer.Ordinal);
        services = [.. All.Select(route => route.Operation.Service)];
    }

    internal IReadOnlyList<OperationRoute> All { get; }

    /// <summary>Whether an operation has a route: who may call it is decided in the enclave, but the host's are not for clients at all.</summary>
    internal static bool HasRoute(Operation operation) => operation.Access != Access.Host;

    internal OperationRoute? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>Which of the names in a path without a route is unknown.</summary>
    internal (ErrorCode Code, string Message) Explain(string path)
    {
        string[] names = path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..].Split('/') : [];
        if (names.Length != 2)
        {
            return (
                ErrorCode.UnknownOperation,
                "There is nothing at this path: operations are at /v1/{service}/{operation}, and /openapi/v1.json lists them.");
        }

        return services.Contains(names[0])
            ? (ErrorCode.UnknownOperation, "The service has no such operation; /openapi/v1.json lists all.")
            : (ErrorCode.UnknownService, "There is no such service; /openapi/v1.json lists all.");
    }
}

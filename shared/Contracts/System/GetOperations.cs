using System.Text.Json;

namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>The request of <c>system.getOperations</c>: nothing.</summary>
public sealed record GetOperationsRequest;

/// <summary>The response of <c>system.getOperations</c>.</summary>
public sealed class GetOperationsResponse
{
    /// <summary>Every operation that has a route.</summary>
    public required IReadOnlyList<OperationDescription> Operations { get; init; }
}

/// <summary>One operation.</summary>
public sealed class OperationDescription
{
    /// <summary>Its service.</summary>
    public required string ServiceType { get; init; }

    /// <summary>Its name.</summary>
    public required string Operation { get; init; }

    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Who may call it: <c>public</c>, <c>stamped</c>, or <c>stampedByNewKey</c>.</summary>
    public required string Access { get; init; }

    /// <summary>Whether it changes state.</summary>
    public required bool ChangesState { get; init; }

    /// <summary>Where it runs: <c>enclave</c>, <c>parent</c> or <c>enclaveAndParent</c>.</summary>
    public required string Place { get; init; }

    /// <summary>JSON Schema (2020-12) of the request's payload.</summary>
    public required JsonElement RequestSchema { get; init; }

    /// <summary>JSON Schema (2020-12) of the response's payload.</summary>
    public required JsonElement ResponseSchema { get; init; }
}

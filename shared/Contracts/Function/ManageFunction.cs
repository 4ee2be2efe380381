namespace NeoServiceLayer.Contracts.Function;

/// <summary>The request of <c>function.getFunction</c>: either member.</summary>
public sealed record GetFunctionRequest
{
    /// <summary>Which function.</summary>
    public string? FunctionId { get; init; }

    /// <summary>Or its name.</summary>
    public string? Name { get; init; }
}

/// <summary>The request of <c>function.listFunctions</c>.</summary>
public sealed record ListFunctionsRequest
{
    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>function.listFunctions</c>.</summary>
public sealed class ListFunctionsResponse
{
    /// <summary>The functions, oldest first.</summary>
    public required IReadOnlyList<FunctionDescription> Functions { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>function.deleteFunction</c>: with its versions, values, triggers and executions.</summary>
public sealed record DeleteFunctionRequest
{
    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }
}

/// <summary>The response of <c>function.deleteFunction</c>.</summary>
public sealed class DeleteFunctionResponse
{
    /// <summary>Which function is gone.</summary>
    public required string FunctionId { get; init; }
}

/// <summary>The request of <c>function.listVersions</c>.</summary>
public sealed record ListVersionsRequest
{
    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>function.listVersions</c>.</summary>
public sealed class ListVersionsResponse
{
    /// <summary>The versions, newest first, without their code.</summary>
    public required IReadOnlyList<FunctionVersion> Versions { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>function.getVersion</c>.</summary>
public sealed record GetVersionRequest
{
    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Which version; the active one when absent.</summary>
    public int? Version { get; init; }
}

/// <summary>The request of <c>function.activateVersion</c>: forth, or back.</summary>
public sealed record ActivateVersionRequest
{
    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Which version runs from now on.</summary>
    public required int Version { get; init; }
}

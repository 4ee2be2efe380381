using System.Text.Json;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>The request of <c>function.getValue</c>.</summary>
public sealed record GetValueRequest
{
    /// <summary>Which function's storage.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The key: 1 to 128 bytes of UTF-8.</summary>
    public required string Key { get; init; }
}

/// <summary>A value of a function's storage.</summary>
public sealed class StoredValue
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The value, any JSON.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>A number that each writing of the function's storage makes greater: what putValue's expectedRevision means.</summary>
    public required long Revision { get; init; }
}

/// <summary>The request of <c>function.putValue</c>.</summary>
public sealed record PutValueRequest
{
    /// <summary>Which function's storage.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The key: 1 to 128 bytes of UTF-8.</summary>
    public required string Key { get; init; }

    /// <summary>The value: any JSON, at most 64 KiB and 32 levels deep.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>Only if it has this revision now, 0 for none; when absent whatever is there.</summary>
    public long? ExpectedRevision { get; init; }
}

/// <summary>The request of <c>function.deleteValue</c>.</summary>
public sealed record DeleteValueRequest
{
    /// <summary>Which function's storage.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }
}

/// <summary>The response of <c>function.deleteValue</c>.</summary>
public sealed class DeleteValueResponse
{
    /// <summary>Whether there was such a value.</summary>
    public required bool Deleted { get; init; }
}

/// <summary>The request of <c>function.listValues</c>.</summary>
public sealed record ListValuesRequest
{
    /// <summary>Which function's storage.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Only keys that begin so.</summary>
    public string? Prefix { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent. A page also ends at 512 KiB.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>function.listValues</c>.</summary>
public sealed class ListValuesResponse
{
    /// <summary>The values, by key in order of its bytes.</summary>
    public required IReadOnlyList<StoredValue> Values { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>What a list operation was asked for: the two members that every such request has.</summary>
/// <param name="Limit">How many items at most, 1 to <see cref="MaxLimit"/>; absent: <see cref="DefaultLimit"/>.</param>
/// <param name="Cursor">Where to go on: the last response's <c>nextCursor</c>; absent at the beginning.</param>
public readonly record struct PageRequest(int? Limit, string? Cursor)
{
    /// <summary>The most items of a response.</summary>
    public const int MaxLimit = 100;

    /// <summary>How many items a response has if the request does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>How many items to give at most.</summary>
    /// <exception cref="RequestException">invalidRequest: the request asks for none, or for too many.</exception>
    internal int CheckedLimit() => Limit switch
    {
        null => DefaultLimit,
        >= 1 and <= MaxLimit => Limit.Value,
        _ => throw new RequestException($"limit is 1 to {MaxLimit}."),
    };
}

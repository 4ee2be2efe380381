namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>A part of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="NextCursor">Where to go on; null if there was nothing more.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? NextCursor);

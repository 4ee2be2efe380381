using NeoServiceLayer.Enclave.Function.Storage;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>A part of a list that a run has seen: no other key may have come into it, and none gone.</summary>
/// <param name="Prefix">As in the list.</param>
/// <param name="After">As in the list.</param>
/// <param name="End">The last key that mattered; null: the list's end was seen.</param>
/// <param name="Keys">The keys that were stored there.</param>
internal sealed record SeenRange(string? Prefix, string? After, string? End, IReadOnlyList<KeyRevision> Keys)
{
    /// <summary>Of what was stored, up to a key.</summary>
    internal static SeenRange Of(string? prefix, string? after, string? end, IReadOnlyList<KeyRevision> stored) =>
        new(prefix, after, end, [.. stored.TakeWhile(key => IsBefore(end, key))]);

    /// <summary>Whether it is so still.</summary>
    /// <param name="stored">The same list now, one key longer than what was seen if there are so many.</param>
    internal bool IsIn(IReadOnlyList<KeyRevision> stored) => stored.TakeWhile(key => IsBefore(End, key)).SequenceEqual(Keys);

    private static bool IsBefore(string? end, KeyRevision key) => end is null || KeyOrder.Instance.Compare(key.Key, end) <= 0;
}

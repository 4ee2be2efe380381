namespace NeoServiceLayer.Protocol.Json;

/// <summary>Where a name stands in its text, between its quotes, and whether it has escapes.</summary>
internal readonly record struct Key(int Start, int Length, bool Escaped)
{
    /// <summary>Whether two names of one text mean the same.</summary>
    internal static bool Equal(ReadOnlySpan<byte> text, Key one, Key other) =>
        one.Escaped || other.Escaped
            ? EscapedName.Equal(one.In(text), other.In(text))
            : one.Length == other.Length && one.In(text).SequenceEqual(other.In(text));

    /// <summary>Whether it means the same as the name of its text that begins at <paramref name="start"/>.</summary>
    internal bool Equal(ReadOnlySpan<byte> text, int start) => EscapedName.Equal(EscapedName.At(text, start), In(text));

    internal ulong Hash(ReadOnlySpan<byte> text) => Escaped ? EscapedName.Hash(In(text)) : KeyedHash.Of(In(text));

    private ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
}

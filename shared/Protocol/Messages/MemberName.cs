using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Messages;

/// <summary>Names of the envelope's members: someone may write them with escapes, and means the same.</summary>
internal static class MemberName
{
    /// <summary>No known name is longer than this written in escapes throughout.</summary>
    internal const int MaxLength = 16 * 6;

    /// <summary>The name unescaped; one that cannot be a known one stays as it is.</summary>
    internal static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> name, Span<byte> scratch) =>
        name.Contains((byte)'\\') && name.Length <= MaxLength
            ? scratch[..EscapedName.Unescape(name, scratch)]
            : name;
}

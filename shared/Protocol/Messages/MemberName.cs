using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Messages;

/// <summary>Names of the envelope's members: someone may write them with escapes, and means the same.</summary>
internal static class MemberName
{
    /// <summary>No known name is longer than this written in escapes throughout.</summary>
    internal const int MaxLength = 16 * 6;

    /// <summary>Whether a name that was not known as it is written may be one when it is unescaped.</summary>
    internal static bool MayBeEscaped(ReadOnlySpan<byte> name) => name.Length <= MaxLength && name.Contains((byte)'\\');

    /// <summary>The name unescaped, in <paramref name="scratch"/>.</summary>
    internal static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name, Span<byte> scratch) =>
        scratch[..EscapedName.Unescape(name, scratch)];
}

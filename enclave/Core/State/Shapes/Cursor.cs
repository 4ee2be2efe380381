using System.Buffers.Text;
using System.Security.Cryptography;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Where a list goes on: opaque text for the caller, made of the last item's position and bound to the list, its order and its
/// filter. It is no secret and not authenticated: it holds a position in a list of the caller's own, and whoever makes one up
/// gets another part of that list. It stays good when the list changes, or the item goes.
/// </summary>
internal sealed class Cursor
{
    private const byte Version = 1;
    private const int ListBytes = 8;
    private const int HeaderBytes = 1 + ListBytes;

    /// <summary>The longest position, in bytes.</summary>
    private const int MaxPositionBytes = IndexTable.MaxKeyBytes;

    private static readonly int MaxTextLength = Base64Url.GetEncodedLength(HeaderBytes + MaxPositionBytes);

    private readonly byte[] list;

    /// <summary>Cursors of one list.</summary>
    internal Cursor(Table table, ReadOnlySpan<byte> name, bool backward, ReadOnlySpan<byte> prefix)
    {
        byte[] binding = [(byte)table.NameUtf8.Length, .. table.NameUtf8, (byte)name.Length, .. name, backward ? (byte)1 : (byte)0, .. prefix];
        list = SHA256.HashData(binding)[..ListBytes];
    }

    /// <summary>The text that leads back to behind a position.</summary>
    internal string Write(ReadOnlySpan<byte> position) => Base64Url.EncodeToString([Version, .. list, .. position]);

    /// <summary>The position in a text.</summary>
    /// <exception cref="RequestException">invalidRequest: it is not a cursor of this list.</exception>
    internal ReadOnlyMemory<byte> Read(string text)
    {
        if (text.Length > MaxTextLength || !Base64Url.IsValid(text))
        {
            throw Refused();
        }

        // The decoder lets white space and spare bits pass: a cursor is one text, not several.
        byte[] bytes = Base64Url.DecodeFromChars(text);
        bool ours = bytes.Length > HeaderBytes && bytes[0] == Version && bytes.AsSpan(1, ListBytes).SequenceEqual(list);
        return ours && Base64Url.EncodeToString(bytes) == text ? bytes.AsMemory(HeaderBytes) : throw Refused();
    }

    internal static RequestException Refused() => new("cursor is not one of this list: give the nextCursor of its last response as it was.");
}

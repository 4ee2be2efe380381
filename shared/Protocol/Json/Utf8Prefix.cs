using System.Buffers;
using System.Text;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>Finds where a text stops being UTF-8; used only when it does.</summary>
internal static class Utf8Prefix
{
    internal static int ValidLength(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length
            && Rune.DecodeFromUtf8(text[length..], out _, out int consumed) == OperationStatus.Done)
        {
            length += consumed;
        }

        return length;
    }
}

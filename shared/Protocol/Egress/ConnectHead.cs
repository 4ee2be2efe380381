using System.Buffers;
using System.Text;

namespace NeoServiceLayer.Protocol.Egress;

/// <summary>What <see cref="ConnectHead.TryTake"/> found at the start of the received bytes.</summary>
public enum HeadStatus
{
    /// <summary>A whole head.</summary>
    Complete,

    /// <summary>The beginning of a head, or nothing.</summary>
    NeedMore,

    /// <summary>A head longer than the limit.</summary>
    TooLong,
}

/// <summary>The heads that stand before the raw bytes of a line to the outside: a CONNECT, and its answer.</summary>
public static class ConnectHead
{
    /// <summary>The longest head, in bytes, with the empty line at its end.</summary>
    public const int MaxLength = 8 << 10;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Takes a head off the front of <paramref name="buffer"/> and gives its first line.</summary>
    public static HeadStatus TryTake(ref ReadOnlySequence<byte> buffer, out string firstLine)
    {
        firstLine = "";
        SequenceReader<byte> reader = new(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> head, End))
        {
            return buffer.Length >= MaxLength ? HeadStatus.TooLong : HeadStatus.NeedMore;
        }

        if (reader.Consumed > MaxLength)
        {
            return HeadStatus.TooLong;
        }

        SequenceReader<byte> lines = new(head);
        firstLine = Encoding.Latin1.GetString(lines.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8) ? line : head);
        buffer = buffer.Slice(reader.Position);
        return HeadStatus.Complete;
    }

    /// <summary>The status of an answer by its first line: three digits behind <c>HTTP/1.0</c> or <c>HTTP/1.1</c>; null if that is not what it is.</summary>
    public static int? StatusOf(string firstLine)
    {
        ArgumentNullException.ThrowIfNull(firstLine);
        const int StatusAt = 9;
        const int StatusEnd = StatusAt + 3;
        bool isAnswer = firstLine.Length >= StatusEnd
            && (firstLine.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || firstLine.StartsWith("HTTP/1.0 ", StringComparison.Ordinal))
            && (firstLine.Length == StatusEnd || firstLine[StatusEnd] == ' ')
            && firstLine.AsSpan(StatusAt, 3).IndexOfAnyExceptInRange('0', '9') < 0;
        return isAnswer ? int.Parse(firstLine.AsSpan(StatusAt, 3), System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}

using System.Runtime.CompilerServices;

namespace NeoServiceLayer.Client;

/// <summary>Reads server-sent events. What is no event's line is left out, as the specification says.</summary>
internal static class EventStream
{
    private const int MaxEventLength = 64 << 10;

    /// <exception cref="InvalidDataException">An event is longer than any of ours.</exception>
    internal static async IAsyncEnumerable<StreamEvent> ReadAsync(TextReader lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? id = null;
        string data = "";
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                {
                    yield return new StreamEvent(id, data);
                }

                (id, data) = (null, "");
            }
            else if (Value(line, "data") is { } value)
            {
                data = data.Length == 0 ? value : data + "\n" + value;
                if (data.Length > MaxEventLength)
                {
                    throw new InvalidDataException("An event is too long.");
                }
            }
            else if (Value(line, "id") is { } named)
            {
                id = named;
            }
        }
    }

    private static string? Value(string line, string field) =>
        !line.StartsWith(field, StringComparison.Ordinal) || line.Length == field.Length || line[field.Length] != ':' ? null
        : line.AsSpan(field.Length + 1) is [' ', .. var rest] ? rest.ToString()
        : line[(field.Length + 1)..];
}

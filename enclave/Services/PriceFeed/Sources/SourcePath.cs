using System.Globalization;
using System.Text.Json;

namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>
/// Where something stands in a source's answer, as in RFC 9535 with names and indexes alone: <c>$.data[0].last</c>, <c>$['a.b'].price</c>.
/// <c>{name}</c> is the source's own name for the symbol; <c>*</c> is the only member of an object, or the only item of an array, and is
/// nothing where there are more.
/// </summary>
internal sealed class SourcePath
{
    private const string NamePlace = "{name}";
    private const int MaxSteps = 16;
    private const int MaxIndex = 9_999;

    private readonly Step[] steps;

    private SourcePath(Step[] steps) => this.steps = steps;

    /// <summary>Reads a path; null where it is none.</summary>
    internal static SourcePath? TryParse(string text)
    {
        if (text is not ['$', ..])
        {
            return null;
        }

        List<Step> steps = [];
        ReadOnlySpan<char> rest = text.AsSpan(1);
        while (!rest.IsEmpty)
        {
            if (steps.Count == MaxSteps || !TryTake(ref rest, out Step step))
            {
                return null;
            }

            steps.Add(step);
        }

        return new SourcePath([.. steps]);
    }

    /// <summary>
    /// Finds the value in an answer that is known to be strict JSON.
    /// </summary>
    /// <param name="json">The answer.</param>
    /// <param name="name">The source's name for the symbol.</param>
    /// <param name="found">At the value's first token, where there is one.</param>
    internal bool TryFind(ReadOnlySpan<byte> json, string name, out Utf8JsonReader found)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        foreach (Step step in steps)
        {
            if (!(step.IsAny ? TryEnterOnly(ref reader) : step.Name is { } member ? TryEnter(ref reader, member == NamePlace ? name : member) : TryEnter(ref reader, step.Index)))
            {
                found = default;
                return false;
            }
        }

        found = reader;
        return true;
    }

    private static bool TryEnter(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool TryEnter(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool TryEnterOnly(ref Utf8JsonReader reader)
    {
        bool isObject = reader.TokenType == JsonTokenType.StartObject;
        if (!(isObject || reader.TokenType == JsonTokenType.StartArray) || !ReadItem(ref reader, isObject))
        {
            return false;
        }

        Utf8JsonReader only = reader;
        reader.Skip();
        bool more = ReadItem(ref reader, isObject);
        reader = only;
        return !more;
    }

    private static bool ReadItem(ref Utf8JsonReader reader, bool isObject)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            return false;
        }

        return !isObject || reader.Read();
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, out Step step)
    {
        step = default;
        if (rest[0] == '.')
        {
            rest = rest[1..];
            int end = rest.IndexOfAny('.', '[');
            ReadOnlySpan<char> name = end < 0 ? rest : rest[..end];
            rest = rest[name.Length..];
            step = name is "*" ? Step.Any : new Step(name.ToString(), 0);
            return !name.IsEmpty;
        }

        int close = rest.IndexOf(']');
        if (rest[0] != '[' || close < 2)
        {
            return false;
        }

        ReadOnlySpan<char> inside = rest[1..close];
        rest = rest[(close + 1)..];
        if (inside is ['\'', .., '\''] and { Length: > 2 })
        {
            step = new Step(inside[1..^1].ToString(), 0);
            return true;
        }

        step = inside is "*" ? Step.Any : default;
        if (step.IsAny)
        {
            return true;
        }

        bool isIndex = int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index <= MaxIndex;
        step = new Step(null, index);
        return isIndex;
    }

    /// <summary>A name, or an index, or whatever is the only one.</summary>
    private readonly record struct Step(string? Name, int Index, bool IsAny = false)
    {
        internal static Step Any => new(null, 0, IsAny: true);
    }
}

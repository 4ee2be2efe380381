using System.Text;
using System.Text.Json;

namespace NeoServiceLayer.Json;

/// <summary>
/// Where in a text the serializer met what it could not read, as <c>$.keys[2].name</c>. Reading keeps no account of it: when something is
/// wrong the object is gone through a second time, as far as the reader came.
/// </summary>
internal static class JsonPath
{
    /// <summary>What a name must not have to stand behind a dot.</summary>
    private const string Special = ". '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029";

    /// <param name="reader">At the beginning of the object.</param>
    /// <param name="failedAt">Where the token begins that could not be read.</param>
    /// <param name="wrong">Why not.</param>
    internal static string Find(Utf8JsonReader reader, long failedAt, Exception wrong)
    {
        // The reader's own complaint has a line. It came to no token then, and the path leads to where the token should be.
        bool isSyntax = wrong is JsonException { LineNumber: not null };
        List<Step> steps = [];
        Enter(reader, steps);
        while (isSyntax || reader.TokenStartIndex < failedAt)
        {
            // A number that never ends has the reader say that it is at one.
            JsonTokenType last = reader.TokenType;
            try
            {
                reader.Read();
            }
            catch (JsonException)
            {
                GoOn(last, steps);
                break;
            }

            Enter(reader, steps);
        }

        return Text(steps);
    }

    /// <summary>Follows the reader to the token that it is at.</summary>
    private static void Enter(in Utf8JsonReader reader, List<Step> steps)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            steps[^1] = new Step(reader.GetString(), Step.None);
            return;
        }

        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            steps.RemoveAt(steps.Count - 1);
            return;
        }

        if (steps.Count > 0 && steps[^1].Index != Step.None)
        {
            steps[^1] = new Step(null, steps[^1].Index + 1);
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            steps.Add(new Step(null, reader.TokenType == JsonTokenType.StartArray ? Step.Before : Step.None));
        }
    }

    /// <summary>Goes from the last token to where the next would be.</summary>
    private static void GoOn(JsonTokenType last, List<Step> steps)
    {
        if (last is not (JsonTokenType.PropertyName or JsonTokenType.StartObject) && steps.Count > 0)
        {
            steps[^1] = new Step(null, steps[^1].Index == Step.None ? Step.None : steps[^1].Index + 1);
        }
    }

    private static string Text(List<Step> steps)
    {
        StringBuilder path = new("$");
        foreach (Step step in steps)
        {
            if (step.Index >= 0)
            {
                path.Append('[').Append(step.Index).Append(']');
            }
            else if (step.Name is string name)
            {
                path.Append(name.Any(Special.Contains) ? "['" + name + "']" : "." + name);
            }
        }

        return path.ToString();
    }

    /// <summary>Where one is in an object or an array that is open.</summary>
    private readonly record struct Step(string? Name, int Index)
    {
        /// <summary>In an object.</summary>
        internal const int None = -2;

        /// <summary>In an array, before its first element.</summary>
        internal const int Before = -1;
    }
}

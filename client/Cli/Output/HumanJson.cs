using System.Text.Json;

namespace NeoServiceLayer.Cli.Output;

/// <summary>Writes a payload for people: aligned <c>name: value</c>, what is nested indented, list elements behind a dash.</summary>
internal static class HumanJson
{
    private const string Step = "  ";

    internal static void Write(TextWriter output, JsonElement payload)
    {
        if (payload.ValueKind == JsonValueKind.Object)
        {
            Members(output, payload, "", "");
        }
        else
        {
            output.WriteLine(Scalar(payload));
        }
    }

    /// <summary>The members of an object; the first line begins with <paramref name="first"/>, the others with <paramref name="indent"/>.</summary>
    private static void Members(TextWriter output, JsonElement value, string indent, string first)
    {
        int width = value.EnumerateObject().Where(member => IsFlat(member.Value))
            .Select(member => PlainText.Of(member.Name).Length).DefaultIfEmpty().Max();
        string lead = first;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string name = PlainText.Of(member.Name) + ":";
            if (IsFlat(member.Value))
            {
                output.WriteLine($"{lead}{name.PadRight(width + 1)} {Scalar(member.Value)}");
            }
            else
            {
                output.WriteLine(lead + name);
                Nested(output, member.Value, indent + Step);
            }

            lead = indent;
        }
    }

    private static void Nested(TextWriter output, JsonElement value, string indent)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            Members(output, value, indent, indent);
            return;
        }

        foreach (JsonElement element in value.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object && !IsFlat(element))
            {
                Members(output, element, indent + Step, indent + "- ");
            }
            else if (IsFlat(element))
            {
                output.WriteLine($"{indent}- {Scalar(element)}");
            }
            else
            {
                output.WriteLine(indent + "-");
                Nested(output, element, indent + Step);
            }
        }
    }

    /// <summary>Whether it fits behind its name: scalars, and what is empty.</summary>
    private static bool IsFlat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => true,
    };

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => PlainText.Of(value.GetString()!),
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        _ => value.GetRawText(),
    };
}

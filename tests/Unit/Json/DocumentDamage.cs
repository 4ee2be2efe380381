using System.Text;
using System.Text.Json.Nodes;

namespace NeoServiceLayer.Tests.Unit.Json;

/// <summary>Changes documents so that they are a little wrong.</summary>
internal sealed class DocumentDamage(Random random, DocumentWriter values)
{
    /// <summary>Changes one place of a document: a member is gone, new, renamed, or has another value; so has an element.</summary>
    internal void ChangeOne(JsonNode root)
    {
        List<JsonNode> places = [];
        Collect(root, places);
        switch (places[random.Next(places.Count)])
        {
            case JsonObject members:
                Change(members);
                break;
            case JsonArray { Count: > 0 } elements:
                elements[random.Next(elements.Count)] = values.Any();
                break;
            case JsonArray elements:
                elements.Add(values.Any());
                break;
        }
    }

    /// <summary>A document's text, with space between its parts, names in escapes, and perhaps a member a second time.</summary>
    internal string Text(JsonNode? node, bool repeats)
    {
        StringBuilder text = new();
        Write(text, node, repeats);
        return text.ToString();
    }

    /// <summary>Breaks a text: it ends early, or one character is another.</summary>
    internal string Break(string text)
    {
        int at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text[..at],
            1 => text[..at] + "{}[],:\"x1 \n\\"[random.Next(12)] + text[(at + 1)..],
            _ => text[..at] + "{}[],:\"x1 \n\\"[random.Next(12)] + text[at..],
        };
    }

    private void Change(JsonObject members)
    {
        string[] names = [.. members.Select(member => member.Key)];
        string name = names.Length > 0 ? names[random.Next(names.Length)] : "none";
        switch (random.Next(5))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                members.Insert(random.Next(members.Count + 1), $"unknown{random.Next()}", values.Any());
                break;
            case 2:
                members.Remove(name);
                members[char.ToUpperInvariant(name[0]) + name[1..]] = values.Any();
                break;
            case 3:
                members[name] = null;
                break;
            default:
                members[name] = values.Any();
                break;
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject members)
        {
            places.Add(members);
            foreach ((_, JsonNode? member) in members)
            {
                Collect(member, places);
            }
        }
        else if (node is JsonArray elements)
        {
            places.Add(elements);
            foreach (JsonNode? element in elements)
            {
                Collect(element, places);
            }
        }
    }

    private void Write(StringBuilder text, JsonNode? node, bool repeats)
    {
        Space(text);
        switch (node)
        {
            case JsonObject members:
                List<KeyValuePair<string, JsonNode?>> written = [.. members];
                if (repeats && written.Count > 0 && random.Next(2) == 0)
                {
                    written.Add(written[random.Next(written.Count)]);
                }

                Join(text, '{', '}', written, member =>
                {
                    Name(text, member.Key);
                    Space(text);
                    text.Append(':');
                    Write(text, member.Value, repeats);
                });
                break;
            case JsonArray elements:
                Join(text, '[', ']', [.. elements], element => Write(text, element, repeats));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }

        Space(text);
    }

    private static void Join<T>(StringBuilder text, char open, char close, List<T> items, Action<T> write)
    {
        text.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            write(items[i]);
        }

        text.Append(close);
    }

    private void Name(StringBuilder text, string name)
    {
        Space(text);
        bool escapes = name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && random.Next(8) == 0;
        text.Append(escapes
            ? string.Concat("\"\\u00", ((int)name[0]).ToString("x2", System.Globalization.CultureInfo.InvariantCulture), JsonValue.Create(name[1..]).ToJsonString().AsSpan(1))
            : JsonValue.Create(name).ToJsonString());
    }

    private void Space(StringBuilder text)
    {
        if (random.Next(8) == 0)
        {
            text.Append(random.Next(2) == 0 ? " \t" : "\r\n");
        }
    }
}

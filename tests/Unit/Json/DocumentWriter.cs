using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Tests.Unit.Json;

/// <summary>Makes documents of a type, from its description.</summary>
internal sealed class DocumentWriter(Random random)
{
    private const int Deepest = 5;

    private static readonly string[] Words = ["", "a", "é😀", "0", "\"\\/\b\f\n\r\t<>&'+", "2026-11-28T20:00:00Z", "AAEC", "null", "p256"];

    internal JsonNode? Of(JsonTypeInfo info, int depth = 0) => info.Kind switch
    {
        JsonTypeInfoKind.Object => Object(info, depth),
        JsonTypeInfoKind.Enumerable => new JsonArray([.. Several(depth).Select(_ => Of(ElementOf(info), depth + 1))]),
        JsonTypeInfoKind.Dictionary => new JsonObject(Several(depth).Select(number =>
            KeyValuePair.Create("k" + number + Word(), Of(ElementOf(info), depth + 1)))),
        _ => Scalar(info),
    };

    /// <summary>Any value, as deep as three.</summary>
    internal JsonNode? Any(int depth = 0) => random.Next(depth < 3 ? 8 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.Next(-3, 3)),
        3 => JsonNode.Parse(Pick("1.5", "1e2", "2147483648", "-9223372036854775809", "4294967296", "-0", "1e999")),
        4 or 5 => JsonValue.Create(Word()),
        6 => new JsonArray([.. Several(depth).Select(_ => Any(depth + 1))]),
        _ => new JsonObject(Several(depth).Select(number => KeyValuePair.Create("m" + number, Any(depth + 1)))),
    };

    private JsonObject Object(JsonTypeInfo info, int depth)
    {
        JsonObject made = [];
        foreach (JsonPropertyInfo property in info.Properties.Where(property => property.Get is not null).OrderBy(_ => random.Next(3)))
        {
            bool must = property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };
            if (must || (depth < Deepest && random.Next(2) == 0))
            {
                made[property.Name] = property.IsSetNullable && random.Next(5) == 0 ? null : Of(info.Options.GetTypeInfo(property.PropertyType), depth + 1);
            }
        }

        return made;
    }

    private JsonNode? Scalar(JsonTypeInfo info)
    {
        Type type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (EnumNames.Of(info) is EnumNames names)
        {
            return JsonValue.Create(Pick([.. names.All]));
        }

        return type switch
        {
            _ when type == typeof(string) || type == typeof(SecretText) => JsonValue.Create(Word()),
            _ when type == typeof(bool) => JsonValue.Create(random.Next(2) == 0),
            _ when type == typeof(int) => JsonValue.Create(random.Next()),
            _ when type == typeof(uint) => JsonValue.Create((uint)random.NextInt64(uint.MaxValue)),
            _ when type == typeof(long) => JsonValue.Create(random.NextInt64()),
            _ when type == typeof(DateTime) || type == typeof(DateTimeOffset) => JsonValue.Create(Time()),
            _ when type == typeof(byte[]) || type == typeof(SecretValue) => JsonValue.Create(Convert.ToBase64String(Bytes())),
            _ when type == typeof(LogField) => random.Next(2) == 0 ? JsonValue.Create(random.NextInt64()) : JsonValue.Create(Word()),
            _ when type == typeof(JsonElement) => Any(),
            _ => throw new InvalidOperationException($"There are no documents of {type}."),
        };
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo info) => info.Options.GetTypeInfo(info.ElementType!);

    private IEnumerable<int> Several(int depth) => Enumerable.Range(0, depth < Deepest ? random.Next(4) : 0);

    private string Word() => Pick(Words);

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private byte[] Bytes()
    {
        byte[] bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Time()
    {
        DateTimeOffset time = new(2026, 1 + random.Next(12), 1, random.Next(24), 0, 0, TimeSpan.FromHours(random.Next(-3, 4)));
        return time.AddTicks(random.Next(10_000_000)).ToString(Pick("O", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.fffzzz"), CultureInfo.InvariantCulture);
    }
}

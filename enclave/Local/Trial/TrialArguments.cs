using System.Text.Json;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Local.Trial;

/// <summary>The arguments of a call, as far as a trial looks at them.</summary>
internal readonly struct TrialArguments(JsonElement arguments, string call)
{
    /// <summary>A text that must be there.</summary>
    internal string Text(string name) => OptionalText(name) ?? throw Wrong(name, "text");

    /// <summary>A text, or null where there is none.</summary>
    internal string? OptionalText(string name) => !Find(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, "text");

    /// <summary>A whole number, or null where there is none.</summary>
    internal int? OptionalNumber(string name) => !Find(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw Wrong(name, "a whole number");

    /// <summary>Any value that must be there.</summary>
    internal JsonElement Any(string name) => Find(name, out JsonElement value) ? value : throw Wrong(name, "any JSON");

    private bool Find(string name, out JsonElement value)
    {
        value = default;
        return arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out value);
    }

    private RequestException Wrong(string name, string wanted) => new(ErrorCode.InvalidRequest, $"{call} takes {name}: {wanted}.");
}

using NeoServiceLayer.JsonGenerator.Model;

namespace NeoServiceLayer.JsonGenerator.Emit;

/// <summary>Writes how an enum is read and written.</summary>
internal static class EnumText
{
    internal static void Write(CodeText code, EnumModel model)
    {
        code.Open($"private static {model.Type} Read{model.Type}(ref Utf8JsonReader reader)");
        code.Line("JsonRead.Expect(ref reader, JsonTokenType.String);");
        code.Line("return " + string.Join(
            "\n    : ",
            [.. model.Members.Select(member => $"reader.ValueTextEquals(\"{member.Name}\"u8) ? {model.Type}.{member.Member}"), "throw new JsonException();"]));
        code.Close();
        code.Empty();
        code.Open($"private static ReadOnlySpan<byte> NameOf({model.Type} value) => value switch");
        foreach ((string member, string name) in model.Members)
        {
            code.Line($"{model.Type}.{member} => \"{name}\"u8,");
        }

        code.Line("_ => throw new ArgumentOutOfRangeException(nameof(value)),");
        code.Close(";");
    }
}

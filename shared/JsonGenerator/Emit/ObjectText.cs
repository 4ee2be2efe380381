using NeoServiceLayer.JsonGenerator.Model;

namespace NeoServiceLayer.JsonGenerator.Emit;

/// <summary>Writes an object's converter.</summary>
internal static class ObjectText
{
    internal static void Write(CodeText code, ObjectModel model, ContextOptions options)
    {
        string type = model.Type;
        code.Open($"private sealed class {type}Converter : ObjectConverter<{type}>");
        code.Line("public override MemberNames Members => Names;");
        code.Empty();
        code.Line($"private static MemberNames Names => new(\"{string.Join(' ', model.Members.Select(member => member.Name))}\"u8, required: {Required(model)});");
        code.Empty();
        code.Line($"public override void Write(Utf8JsonWriter writer, {type} value, JsonSerializerOptions options) =>\n    WriteMembers(writer, value, options);");
        code.Empty();
        code.Line($"protected override {type} ReadObject(ref Utf8JsonReader reader, JsonSerializerOptions options) =>\n    ReadMembers(ref reader, options);");
        code.Empty();
        code.Open($"internal static {type} ReadMembers(ref Utf8JsonReader reader, JsonSerializerOptions options)");
        Read(code, model);
        code.Close();
        code.Empty();
        code.Open($"internal static void WriteMembers(Utf8JsonWriter writer, {type} value, JsonSerializerOptions options)");
        code.Line("writer.WriteStartObject();");
        foreach (MemberModel member in model.Members)
        {
            WriteMember(code, member, options);
        }

        code.Line("writer.WriteEndObject();");
        code.Close();
        code.Close();
    }

    /// <summary>A binary digit for each member, the first at the right.</summary>
    private static string Required(ObjectModel model) =>
        "0b" + string.Concat(model.Members.Reverse().Select(member => member.IsRequired ? '1' : '0').DefaultIfEmpty('0'));

    private static void Read(CodeText code, ObjectModel model)
    {
        bool sets = model.Making == Making.Setters;
        if (sets)
        {
            code.Line($"{model.Type} made = new();");
        }
        else
        {
            foreach (MemberModel member in model.Members)
            {
                bool canBeNull = member.IsNullable || member.Value.IsReference;
                code.Line($"{member.Value.Type}{(canBeNull ? "?" : "")} {member.Local} = {(canBeNull ? "null" : "default")};");
            }
        }

        code.Line("MemberReader members = new(ref reader, Names, options);");
        if (model.Members.Count == 0)
        {
            code.Line("members.Next(ref reader);");
            code.Line($"return new {model.Type}();");
            return;
        }

        code.Open("while (members.Next(ref reader))");
        code.Open("switch (members.Current)");
        for (int i = 0; i < model.Members.Count; i++)
        {
            MemberModel member = model.Members[i];
            string read = member.IsNullable ? $"JsonRead.IsNull(ref reader) ? null : {member.Value.Read}" : member.Value.Read;
            code.Line($"case {i}:\n    {(sets ? "made." + member.Property : member.Local)} = {read};\n    break;");
        }

        code.Close();
        code.Close();
        code.Empty();
        Return(code, model);
    }

    private static void Return(CodeText code, ObjectModel model)
    {
        IEnumerable<(string Property, string Value)> members = model.Members.Select(member =>
            (member.Property, member.Local + (member.Value.IsReference && !member.IsNullable ? "!" : "")));
        switch (model.Making)
        {
            case Making.Setters:
                code.Line("return made;");
                break;
            case Making.Constructor:
                code.Line($"return new {model.Type}({string.Join(", ", members.Select(member => member.Value))});");
                break;
            default:
                code.Open($"return new {model.Type}");
                foreach ((string property, string value) in members)
                {
                    code.Line($"{property} = {value},");
                }

                code.Close(";");
                break;
        }
    }

    private static void WriteMember(CodeText code, MemberModel member, ContextOptions options)
    {
        string name = $"\"{member.Name}\"u8";
        string write = member.Value.WriteMember.Replace("$name", name, StringComparison.Ordinal);
        // Bytes that are null are written as no bytes where nulls are not left out: so does the serializer.
        if (!member.IsNullable || (member.Value.Type == "byte[]" && !options.LeavesOutNulls))
        {
            code.Line(write.Replace("$value", "value." + member.Property, StringComparison.Ordinal));
            return;
        }

        code.Open($"if (value.{member.Property} is {{ }} {member.Local})");
        code.Line(write.Replace("$value", member.Local, StringComparison.Ordinal));
        code.Close();
        if (!options.LeavesOutNulls)
        {
            code.Open("else");
            code.Line($"writer.WriteNull({name});");
            code.Close();
        }

        code.Empty();
    }
}

using NeoServiceLayer.JsonGenerator.Model;

namespace NeoServiceLayer.JsonGenerator.Emit;

/// <summary>Writes how a list or a map is read and written. Its elements may be null where their type can be, as with the serializer's own.</summary>
internal static class CollectionText
{
    internal static void Write(CodeText code, CollectionModel collection)
    {
        string element = collection.Element.Type;
        string made = collection.IsMap ? $"Dictionary<string, {element}>" : $"List<{element}>";
        code.Open($"private static {made} Read{collection.Label}(ref Utf8JsonReader reader, JsonSerializerOptions options)");
        code.Line($"JsonRead.Expect(ref reader, JsonTokenType.Start{(collection.IsMap ? "Object" : "Array")});");
        code.Line($"{made} made = [];");
        code.Open(collection.IsMap ? "while (JsonRead.NextEntry(ref reader, out string name))" : "while (JsonRead.NextElement(ref reader))");
        string read = collection.Element.IsReference
            ? $"JsonRead.IsNull(ref reader) ? null! : {collection.Element.Read}"
            : collection.Element.Read;
        code.Line(collection.IsMap ? $"JsonRead.Put(made, name, {read}, options);" : $"made.Add({read});");
        code.Close();
        code.Empty();
        code.Line("return made;");
        code.Close();
        code.Empty();
        Writer(code, collection, element);
    }

    private static void Writer(CodeText code, CollectionModel collection, string element)
    {
        string given = collection.IsMap ? $"IReadOnlyDictionary<string, {element}>" : $"IReadOnlyList<{element}>";
        string shape = collection.IsMap ? "Object" : "Array";
        code.Open($"private static void Write{collection.Label}(Utf8JsonWriter writer, {given} value, JsonSerializerOptions options)");
        code.Line($"writer.WriteStart{shape}();");
        code.Open(collection.IsMap ? $"foreach ((string name, {element} element) in value)" : $"foreach ({element} element in value)");
        if (collection.IsMap)
        {
            code.Line("writer.WritePropertyName(name);");
        }

        string write = collection.Element.WriteElement.Replace("$value", "element", StringComparison.Ordinal);
        // Bytes that are null are written as no bytes: so does the serializer.
        if (collection.Element.IsReference && element != "byte[]")
        {
            code.Open("if (element is null)");
            code.Line("writer.WriteNullValue();");
            code.Line("continue;");
            code.Close();
            code.Empty();
        }

        code.Line(write);
        code.Close();
        code.Empty();
        code.Line($"writer.WriteEnd{shape}();");
        code.Close();
    }
}

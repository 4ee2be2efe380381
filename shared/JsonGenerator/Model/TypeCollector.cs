using Microsoft.CodeAnalysis;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>Finds what each type is in JSON, and keeps which objects, enums, converters and collections a context needs for them.</summary>
/// <param name="context">The context.</param>
/// <param name="report">Takes what is not possible, as a sentence.</param>
internal sealed class TypeCollector(INamedTypeSymbol context, Action<string> report)
{
    private readonly Queue<INamedTypeSymbol> waiting = [];
    private readonly Dictionary<string, ITypeSymbol> known = new(StringComparer.Ordinal);
    private readonly SortedSet<string> usings = new(StringComparer.Ordinal)
    {
        "System.Text.Json",
        "System.Text.Json.Serialization",
        "System.Text.Json.Serialization.Metadata",
        "NeoServiceLayer.Json",
    };

    private readonly List<EnumModel> enums = [];
    private readonly List<string> converters = [];
    private readonly List<CollectionModel> collections = [];

    internal IReadOnlyList<string> Usings => [.. usings];

    internal IReadOnlyList<EnumModel> Enums => enums;

    internal IReadOnlyList<string> Converters => converters;

    internal IReadOnlyList<CollectionModel> Collections => collections;

    /// <summary>The next object whose members were not yet read; null if there is none.</summary>
    internal INamedTypeSymbol? NextObject() => waiting.Count > 0 ? waiting.Dequeue() : null;

    /// <summary>Whether a type is read and written member by member.</summary>
    internal bool IsObject(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsGenericType: false, SpecialType: SpecialType.None } && JsonAttributes.ConverterOf(type) is null;

    /// <summary>What a type is in JSON when it is not null.</summary>
    /// <param name="type">The type, without the question mark of a value type.</param>
    /// <param name="where">Who has it, for the sentence if it is not known.</param>
    internal ValueModel? Of(ITypeSymbol type, string where)
    {
        ValueModel? value = Scalars.Of(type) ?? type switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Enum } named => Enum(named, where),
            INamedTypeSymbol named when JsonAttributes.ConverterOf(named) is INamedTypeSymbol converter => Converted(named, converter),
            INamedTypeSymbol { IsGenericType: true } named => Collection(named, where),
            INamedTypeSymbol named when IsObject(named) => Object(named, where),
            _ => null,
        };
        if (value is null)
        {
            report($"{where} is a {type.ToDisplayString()}, which is no type that can be read and written here.");
        }
        else if (type is INamedTypeSymbol { IsGenericType: false })
        {
            usings.Add(type.ContainingNamespace.ToDisplayString());
        }

        return value;
    }

    private ValueModel Object(INamedTypeSymbol type, string where)
    {
        if (IsNew(type, where))
        {
            waiting.Enqueue(type);
        }

        string converter = type.Name + "Converter";
        string write = $"{converter}.WriteMembers(writer, $value, options);";
        return new ValueModel(
            type.Name, type.Name, IsReference: true, $"{converter}.ReadMembers(ref reader, options)", Named(write), write);
    }

    private ValueModel? Enum(INamedTypeSymbol type, string where)
    {
        if (IsNew(type, where))
        {
            if (JsonAttributes.ConverterOf(type)?.Name != "EnumNameConverter" || JsonAttributes.NamesOf(type) is not { } names)
            {
                report($"{where} is the enum {type.Name}, which must have EnumNameConverter, and a name in letters, digits and hyphens for each member.");
                return null;
            }

            enums.Add(new EnumModel(type.Name, names));
        }

        return new ValueModel(
            type.Name,
            type.Name,
            IsReference: false,
            $"Read{type.Name}(ref reader)",
            "writer.WriteString($name, NameOf($value));",
            "writer.WriteStringValue(NameOf($value));");
    }

    private ValueModel Converted(INamedTypeSymbol type, INamedTypeSymbol converter)
    {
        usings.Add(converter.ContainingNamespace.ToDisplayString());
        if (!converters.Contains(converter.Name))
        {
            converters.Add(converter.Name);
        }

        string field = CSharpNames.Local(converter.Name);
        string write = $"{field}.Write(writer, $value, options);";
        return new ValueModel(
            type.Name, type.Name, type.IsReferenceType, $"JsonRead.With({field}, ref reader, options)", Named(write), write);
    }

    private ValueModel? Collection(INamedTypeSymbol type, string where)
    {
        bool isList = type.ConstructedFrom.ToDisplayString() == "System.Collections.Generic.IReadOnlyList<T>";
        bool isMap = type.ConstructedFrom.ToDisplayString() == "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>"
            && type.TypeArguments[0].SpecialType == SpecialType.System_String;
        ITypeSymbol element = type.TypeArguments[^1];
        if (!(isList || isMap) || element.NullableAnnotation == NullableAnnotation.Annotated || Of(element, where) is not ValueModel value)
        {
            return null;
        }

        usings.Add("System.Collections.Generic");
        CollectionModel collection = new(value, isMap);
        if (!collections.Contains(collection))
        {
            collections.Add(collection);
        }

        string write = $"Write{collection.Label}(writer, $value, options);";
        string name = isMap ? $"IReadOnlyDictionary<string, {value.Type}>" : $"IReadOnlyList<{value.Type}>";
        return new ValueModel(name, collection.Label, IsReference: true, $"Read{collection.Label}(ref reader, options)", Named(write), write);
    }

    /// <summary>Whether a type is met for the first time. Two of one name cannot be in one context, where each has what its name says.</summary>
    private bool IsNew(INamedTypeSymbol type, string where)
    {
        if (!known.TryGetValue(type.Name, out ITypeSymbol? first))
        {
            known.Add(type.Name, type);
            return true;
        }

        if (!SymbolEqualityComparer.Default.Equals(first, type))
        {
            report($"{where} is a {type.ToDisplayString()}, and {context.Name} has {first.ToDisplayString()} of the same name already.");
        }

        return false;
    }

    private static string Named(string write) => "writer.WritePropertyName($name);\n" + write;
}

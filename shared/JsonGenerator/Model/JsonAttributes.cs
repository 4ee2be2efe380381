using Microsoft.CodeAnalysis;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>What the serializer's attributes say of types and properties.</summary>
internal static class JsonAttributes
{
    private const string Space = "System.Text.Json.Serialization";

    /// <summary>The converter that a type names; null if it names none.</summary>
    internal static INamedTypeSymbol? ConverterOf(INamedTypeSymbol type) =>
        Find(type, "JsonConverterAttribute")?.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol;

    /// <summary>Whether a property is in no JSON.</summary>
    internal static bool IsIgnored(IPropertySymbol property) => Find(property, "JsonIgnoreAttribute") is { NamedArguments.IsEmpty: true };

    /// <summary>The name that a property is given; null if it is given none.</summary>
    internal static string? NameOf(IPropertySymbol property) =>
        Find(property, "JsonPropertyNameAttribute")?.ConstructorArguments[0].Value as string;

    /// <summary>The first attribute of the serializer's that is none of those above; null if there is none.</summary>
    internal static string? UnknownOf(ISymbol symbol) => symbol.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.ContainingNamespace.ToDisplayString() == Space)
        .Select(attribute => (attribute.AttributeClass!.Name, IsKnown: symbol is IPropertySymbol
            ? attribute.AttributeClass.Name is "JsonPropertyNameAttribute"
                || (attribute.AttributeClass.Name is "JsonIgnoreAttribute" && attribute.NamedArguments.IsEmpty)
            : attribute.AttributeClass.Name is "JsonConverterAttribute"))
        .FirstOrDefault(found => !found.IsKnown).Name;

    /// <summary>The names of an enum's members; null if one has none, or one that would have to be escaped.</summary>
    internal static IReadOnlyList<(string Member, string Name)>? NamesOf(INamedTypeSymbol type)
    {
        List<(string Member, string Name)> names = [];
        foreach (IFieldSymbol member in type.GetMembers().OfType<IFieldSymbol>().Where(member => member.IsConst))
        {
            string? name = Find(member, "JsonStringEnumMemberNameAttribute")?.ConstructorArguments[0].Value as string;
            if (!CSharpNames.IsWord(name))
            {
                return null;
            }

            names.Add((member.Name, name!));
        }

        return names;
    }

    private static AttributeData? Find(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass?.Name == name && attribute.AttributeClass.ContainingNamespace.ToDisplayString() == Space);
}

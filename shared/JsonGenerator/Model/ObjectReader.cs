using Microsoft.CodeAnalysis;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>Reads the classes whose members are JSON's.</summary>
/// <param name="types">Says what their members are.</param>
/// <param name="options">The context's.</param>
/// <param name="report">Takes what is not possible, as a sentence.</param>
internal sealed class ObjectReader(TypeCollector types, ContextOptions options, Action<string> report)
{
    /// <summary>Each member has a bit of one number.</summary>
    private const int MaxMembers = 64;

    internal ObjectModel Read(INamedTypeSymbol type)
    {
        if (!type.IsSealed || type.BaseType?.SpecialType != SpecialType.System_Object || type.ContainingType is not null)
        {
            report($"{type.ToDisplayString()} must be a sealed class of its own that derives from none: its members are all that is read and written.");
        }

        if (JsonAttributes.UnknownOf(type) is string unknown)
        {
            report($"{type.ToDisplayString()} has {unknown}, which is not known here.");
        }

        IMethodSymbol? constructor = type.InstanceConstructors.FirstOrDefault(one => one.DeclaredAccessibility == Accessibility.Public);
        List<IPropertySymbol> properties = [.. type.GetMembers().OfType<IPropertySymbol>().Where(IsMember)];
        List<MemberModel> members = [];
        foreach (IPropertySymbol property in properties)
        {
            if (Member(property, ParameterOf(constructor, property)) is MemberModel member)
            {
                members.Add(member);
            }
        }

        if (members.Count > MaxMembers)
        {
            report($"{type.ToDisplayString()} has {members.Count} members; {MaxMembers} is the most.");
        }

        Making making = MakingOf(type, constructor, properties);
        foreach (MemberModel member in members.Where(member => making != Making.Setters && member is { IsRequired: false, IsNullable: false, Value.IsReference: true }))
        {
            report($"{type.Name}.{member.Property} may be left out and must not be null: it must be required, or nullable.");
        }

        return new ObjectModel(type.Name, members, making);
    }

    /// <summary>Whether a property is one that the serializer sees.</summary>
    private static bool IsMember(IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false } && !JsonAttributes.IsIgnored(property);

    private MemberModel? Member(IPropertySymbol property, IParameterSymbol? parameter)
    {
        string where = $"{property.ContainingType.Name}.{property.Name}";
        if (JsonAttributes.UnknownOf(property) is string unknown)
        {
            report($"{where} has {unknown}, which is not known here.");
        }

        if (property.GetMethod is null || property.SetMethod?.DeclaredAccessibility != Accessibility.Public)
        {
            report($"{where} must be read and set by all, or have JsonIgnore.");
        }

        string name = JsonAttributes.NameOf(property) ?? CSharpNames.Json(property.Name);
        if (!CSharpNames.IsPlain(name))
        {
            report($"{where} is called {name} in JSON; a name here has letters and digits alone.");
        }

        bool isRequired = property.IsRequired || (parameter is { HasExplicitDefaultValue: false } && options.RequiresParameters);
        (ITypeSymbol type, bool isNullable) = WithoutNull(property.Type);
        return types.Of(type, where) is ValueModel value
            ? new MemberModel(property.Name, name, CSharpNames.Local(property.Name), value, isNullable, isRequired)
            : null;
    }

    private static (ITypeSymbol Type, bool IsNullable) WithoutNull(ITypeSymbol type) =>
        type is INamedTypeSymbol { ConstructedFrom.SpecialType: SpecialType.System_Nullable_T } nullable
            ? (nullable.TypeArguments[0], true)
            : (type, type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    private static IParameterSymbol? ParameterOf(IMethodSymbol? constructor, IPropertySymbol property) =>
        constructor?.Parameters.FirstOrDefault(parameter => parameter.Name == property.Name);

    private Making MakingOf(INamedTypeSymbol type, IMethodSymbol? constructor, List<IPropertySymbol> properties)
    {
        if (constructor is null)
        {
            report($"{type.ToDisplayString()} must have a public constructor.");
            return Making.Initialiser;
        }

        if (!constructor.Parameters.IsEmpty)
        {
            bool isPositional = constructor.Parameters.Select(parameter => parameter.Name).SequenceEqual(properties.Select(property => property.Name))
                && constructor.Parameters.All(parameter => !parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is null);
            if (!isPositional)
            {
                report($"{type.ToDisplayString()} must have a constructor that takes every member under its name and in its order, with no default but null, or one that takes none.");
            }

            return Making.Constructor;
        }

        int atOnce = properties.Count(property => property.IsRequired || property.SetMethod is { IsInitOnly: true });
        if (atOnce > 0 && atOnce < properties.Count)
        {
            report($"{type.ToDisplayString()} must have members that are all set at once (init or required), or none such.");
        }

        return atOnce == properties.Count ? Making.Initialiser : Making.Setters;
    }
}

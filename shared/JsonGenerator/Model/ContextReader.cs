using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>Reads a context's class: which types it names, which these hold, and how each is read and written.</summary>
/// <param name="context">The class.</param>
/// <param name="declaration">Where it is declared.</param>
/// <param name="cancellationToken">Set when nobody wants the result any more.</param>
internal sealed class ContextReader(INamedTypeSymbol context, SyntaxNode declaration, CancellationToken cancellationToken)
{
    private const string BaseClass = "NeoServiceLayer.Json.JsonContext";

    private readonly List<Problem> problems = [];

    /// <summary>Why it cannot be generated; empty if it can.</summary>
    internal IReadOnlyList<Problem> Problems => problems;

    /// <param name="attributes">Those that name the types.</param>
    /// <returns>The context; null if there are problems.</returns>
    internal ContextModel? Read(IEnumerable<AttributeData> attributes)
    {
        ContextOptions options = ContextOptions.Read(context, Report);
        if (context.BaseType?.ToDisplayString() != BaseClass || context.ContainingType is not null || context.IsGenericType)
        {
            Report($"{context.Name} names JSON types, so it must be a class of its own that derives from {BaseClass} alone.");
        }

        TypeCollector types = new(context, Report);
        foreach (AttributeData attribute in attributes)
        {
            Add(attribute.ConstructorArguments[0].Value as ITypeSymbol, types);
        }

        ObjectReader objects = new(types, options, Report);
        List<ObjectModel> read = [];
        while (types.NextObject() is INamedTypeSymbol type)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read.Add(objects.Read(type));
        }

        return problems.Count > 0 ? null : new ContextModel(
            context.ContainingNamespace.ToDisplayString(),
            context.Name,
            context.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            types.Usings,
            options,
            read,
            types.Enums,
            types.Converters,
            types.Collections);
    }

    private void Add(ITypeSymbol? type, TypeCollector types)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || !types.IsObject(named))
        {
            Report($"{type?.ToDisplayString() ?? "null"} is no class whose members are read and written, so it cannot be a type of its own here.");
            return;
        }

        types.Of(named, context.Name);
    }

    private void Report(string message)
    {
        Location place = ((ClassDeclarationSyntax)declaration).Identifier.GetLocation();
        FileLinePositionSpan lines = place.GetLineSpan();
        problems.Add(new Problem(message, lines.Path, place.SourceSpan, lines.Span));
    }
}

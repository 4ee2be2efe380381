using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeoServiceLayer.JsonGenerator.Emit;
using NeoServiceLayer.JsonGenerator.Model;

namespace NeoServiceLayer.JsonGenerator;

/// <summary>
/// Writes the other half of each <c>JsonContext</c>: for every type that its attributes name, and for those that these hold, the
/// code that reads and writes it. What it does not know it refuses to compile, rather than guess.
/// </summary>
[Generator]
public sealed class JsonContextGenerator : IIncrementalGenerator
{
    private const string TypeAttribute = "NeoServiceLayer.Json.JsonTypeAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Outcome> outcomes = context.SyntaxProvider.ForAttributeWithMetadataName(
            TypeAttribute,
            static (node, _) => node is ClassDeclarationSyntax,
            static (found, cancellationToken) => Generate(found, cancellationToken));
        context.RegisterSourceOutput(outcomes, static (output, outcome) =>
        {
            foreach (Problem problem in outcome.Problems)
            {
                output.ReportDiagnostic(problem.ToDiagnostic());
            }

            if (outcome.Source is not null)
            {
                output.AddSource(outcome.FileName, outcome.Source);
            }
        });
    }

    private static Outcome Generate(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken)
    {
        ContextReader reader = new((INamedTypeSymbol)found.TargetSymbol, found.TargetNode, cancellationToken);
        ContextModel? model = reader.Read(found.Attributes);
        return new Outcome(
            found.TargetSymbol.ToDisplayString() + ".g.cs",
            model is null ? null : ContextText.Write(model),
            new ProblemList(reader.Problems));
    }

    /// <summary>What a context comes to: only texts, so that two are equal when nothing has changed, and nothing is compiled anew.</summary>
    private sealed record Outcome(string FileName, string? Source, ProblemList Problems);
}

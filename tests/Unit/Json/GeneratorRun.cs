using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeoServiceLayer.JsonGenerator;

namespace NeoServiceLayer.Tests.Unit.Json;

/// <summary>The generator over a source text, and what the compiler says of both together.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private GeneratorDriver driver;
    private CSharpCompilation compilation;

    internal GeneratorRun(string source)
    {
        compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText("#nullable enable\n" + source, Language)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        driver = CSharpGeneratorDriver.Create(
            [new JsonContextGenerator().AsSourceGenerator()],
            parseOptions: Language,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Run();
    }

    /// <summary>Errors and warnings of the generator and of the compiler.</summary>
    internal IReadOnlyList<string> Complaints { get; private set; } = [];

    /// <summary>What was generated.</summary>
    internal string Text => Result.GeneratedSources.Single().SourceText.ToString();

    /// <summary>Why it was made, or not made again.</summary>
    internal IncrementalStepRunReason Reason => Result.TrackedOutputSteps.Single().Value.Single().Outputs.Single().Reason;

    private GeneratorRunResult Result => driver.GetRunResult().Results.Single();

    /// <summary>Runs it again with a file more.</summary>
    internal void Add(string source)
    {
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Language));
        Run();
    }

    private void Run()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out var said);
        Complaints =
        [
            .. said.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)),
            .. whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()),
        ];
    }
}

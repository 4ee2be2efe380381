using System.Collections;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>Why a context cannot be generated.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="File">Where the context is declared, as are the next two.</param>
/// <param name="Span">The place in its text.</param>
/// <param name="Lines">The same in lines.</param>
internal sealed record Problem(string Message, string File, TextSpan Span, LinePositionSpan Lines)
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "NSLJSON", "JSON that cannot be generated", "{0}", "NeoServiceLayer.Json", DiagnosticSeverity.Error, isEnabledByDefault: true);

    internal Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.Create(File, Span, Lines), Message);
}

/// <summary>Problems that are equal when each is.</summary>
internal sealed class ProblemList(IReadOnlyList<Problem> problems) : IEnumerable<Problem>, IEquatable<ProblemList>
{
    private readonly IReadOnlyList<Problem> problems = problems;

    public bool Equals(ProblemList? other) => other is not null && problems.SequenceEqual(other.problems);

    public override bool Equals(object? obj) => Equals(obj as ProblemList);

    public override int GetHashCode() => problems.Count;

    public IEnumerator<Problem> GetEnumerator() => problems.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

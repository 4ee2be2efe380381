using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>Names for what is generated.</summary>
internal static class CSharpNames
{
    /// <summary>What the generated methods call their own.</summary>
    private static readonly HashSet<string> Taken = ["reader", "writer", "value", "options", "members", "made"];

    /// <summary>A property's name as it is in JSON.</summary>
    internal static string Json(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>A name for a variable.</summary>
    internal static string Local(string name)
    {
        string local = JsonNamingPolicy.CamelCase.ConvertName(name);
        return Taken.Contains(local) ? local + "Member"
            : SyntaxFacts.GetKeywordKind(local) != SyntaxKind.None ? "@" + local
            : local;
    }

    /// <summary>Whether a name is of ASCII's letters and digits alone, as JSON never escapes.</summary>
    internal static bool IsPlain(string? name) => name is { Length: > 0 } && name.All(char.IsAsciiLetterOrDigit);

    /// <summary>The same with hyphens, which JSON does not escape either: a member's name for an enum.</summary>
    internal static bool IsWord(string? name) => name is { Length: > 0 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}

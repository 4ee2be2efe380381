using System.Text;

namespace NeoServiceLayer.Cli.Arguments;

/// <summary>camelCase, as the contracts have it, and kebab-case, as shells like it.</summary>
internal static class Spelling
{
    /// <summary>Whether what was given is the name, in either spelling.</summary>
    internal static bool Matches(string given, string name) => given == name || given == Kebab(name);

    /// <summary><c>validUntilBlock</c> as <c>valid-until-block</c>.</summary>
    internal static string Kebab(string name)
    {
        StringBuilder kebab = new();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }
}

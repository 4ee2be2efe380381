using NeoServiceLayer.Attestation;

namespace NeoServiceLayer.Cli.Documents;

/// <summary>A check did not hold: the command ends with <see cref="ExitCode.NotTrusted"/> and names it.</summary>
internal sealed class NotTrustedException : Exception
{
    /// <param name="check">The check's name, one word.</param>
    /// <param name="sentence">What it means that it failed.</param>
    internal NotTrustedException(string check, string sentence)
        : base(sentence) => Check = check;

    /// <summary>The check's name.</summary>
    internal string Check { get; }

    /// <summary>A document failed a check.</summary>
    internal static NotTrustedException Of(AttestationCheck failed)
    {
        string name = failed.ToString();
        return new NotTrustedException(char.ToLowerInvariant(name[0]) + name[1..], failed.Sentence());
    }
}

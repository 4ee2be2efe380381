namespace NeoServiceLayer.Cli;

/// <summary>Something was checked and is not what it should be: one sentence, and the exit code that says so.</summary>
internal sealed class NotTrustedException(string check, string sentence) : Exception(sentence)
{
    /// <summary>The first check that failed, as it is written.</summary>
    internal string Check { get; } = check;
}

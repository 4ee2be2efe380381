namespace NeoServiceLayer.Neo.Scripts;

/// <summary>The analysis cannot follow an instruction. It never leaves <see cref="ScriptAnalysis"/>.</summary>
#pragma warning disable CA1064 // it is caught where the analysis begins: nobody else sees it
internal sealed class UnrecognisedException : Exception
{
    public UnrecognisedException()
        : this("The instruction cannot be followed")
    {
    }

    public UnrecognisedException(string message)
        : base(message)
    {
    }

    public UnrecognisedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
#pragma warning restore CA1064

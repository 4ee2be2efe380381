using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>Any bytes are analysed as a script: to their end, or with a reason and a place.</summary>
internal static class ScriptTarget
{
    internal static bool Try(ReadOnlySpan<byte> input)
    {
        ScriptAnalysis analysis = ScriptAnalysis.Of(input);
        Promise.Holds(analysis.StoppedAt >= 0 && analysis.StoppedAt <= input.Length, "a place inside the script");
        Promise.Holds(analysis.Recognised == (analysis.Reason is null), "a reason when it is not recognised");
        Promise.Holds(analysis.Transfers.Count <= analysis.Calls.Count, "a transfer is one of the calls");
        return analysis.Recognised && analysis.Calls.Count > 0;
    }
}

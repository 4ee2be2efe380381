namespace NeoServiceLayer.Tests.Fuzz;

/// <summary>What a target promises.</summary>
internal static class Promise
{
    internal static void Holds(bool truth, string promise)
    {
        if (!truth)
        {
            throw new InvalidOperationException("Broken: " + promise);
        }
    }
}

using System.Globalization;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>The baseline of signatures: <c>openssl speed ecdsap256</c>, which runs on one core and gives averages, no percentiles.</summary>
internal static class OpenSsl
{
    internal const string Name = "openssl";

    internal static Target Sign { get; } = Of(column: 2);

    internal static Target Verify { get; } = Of(column: 1);

    /// <param name="column">Which of the line's figures, from its end: signatures or verifications a second.</param>
    private static Target Of(int column) => new(Name, (placement, _, _) =>
    {
        string output = Processes.Read(placement, "openssl", "speed", "-seconds", "1", "ecdsap256");
        string line = output.Split('\n').FirstOrDefault(line => line.Contains("nistp256", StringComparison.Ordinal))
            ?? throw new PerfException("openssl speed ecdsap256 printed no line of nistp256.");
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double perSecond = double.Parse(words[^column], CultureInfo.InvariantCulture);
        double mean = 1e6 / perSecond;
        return new Measurement
        {
            Requests = (long)perSecond,
            PerSecond = perSecond,
            P50Us = mean,
            P99Us = mean,
            P999Us = mean,
            RequestBytes = 0,
            ResponseBytes = 0,
        };
    });
}

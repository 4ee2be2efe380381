using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>An <see cref="EngineServer"/> that runs, with a gateway that keeps its records.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Process process;
    private readonly GatewayProcess gateway;

    /// <param name="placement">Where both run.</param>
    /// <param name="gatewayProgram">The gateway.</param>
    /// <param name="socket">Between the two.</param>
    /// <param name="state">The engine's folder.</param>
    /// <param name="store">The gateway's file.</param>
    /// <param name="cacheBytes">What the engine may keep of what it has read.</param>
    internal Engine(Placement placement, string gatewayProgram, Address socket, string state, string store, long cacheBytes = 0)
    {
        process = Processes.Converse(placement, Environment.ProcessPath!, "engine", socket.Endpoint, state, cacheBytes.ToString(CultureInfo.InvariantCulture));
        gateway = GatewayProcess.Start(placement, gatewayProgram, socket, store);
    }

    internal Measurement Measure(string question) => JsonSerializer.Deserialize(Ask(question), MeasurementJson.Default.Measurement)!;

    internal string Ask(string question)
    {
        process.StandardInput.WriteLine(question);
        return process.StandardOutput.ReadLine() ?? throw new PerfException($"The engine ended at: {question}");
    }

    /// <summary>Ends it so that everything is closed in order.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        gateway.Process.Kill();
        gateway.Process.WaitForExit();
        gateway.Process.Dispose();
    }
}

using System.Diagnostics;

namespace NeoServiceLayer.Perf.Load;

/// <summary>A gateway that was started, without a limit on requests.</summary>
internal sealed record GatewayProcess(Process Process, Address Api, Address Admin)
{
    /// <summary>A scan of a million records comes before it is ready.</summary>
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromMinutes(5);

    /// <summary>Starts one for an enclave, with a store's file; its configuration stands beside that.</summary>
    internal static GatewayProcess Start(Placement placement, string program, Address enclave, string store)
    {
        Address api = Address.FreePort();
        Address admin = Address.FreePort();
        string configuration = store + ".json";
        File.WriteAllText(configuration, """{"requestsPerSecond":0}""");
        Process process = Processes.Serve(
            placement, api, program, "--enclave", enclave.Endpoint, "--store", $"sqlite:{store}",
            "--urls", $"http://{api.Authority}", "--admin", $"http://{admin.Authority}", "--config", configuration);
        return new GatewayProcess(process, api, admin);
    }

    /// <summary>Waits until the enclave serves behind it.</summary>
    internal void UntilReady()
    {
        using HttpClient http = new();
        Uri ready = new($"http://{Admin.Authority}/health/ready");
        Processes.Until(() => IsReady(http, ready), ReadyPatience, Process, $"The gateway at {Admin} did not become ready.");
    }

    private static bool IsReady(HttpClient http, Uri ready)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, ready);
        try
        {
            using HttpResponseMessage response = http.Send(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.HostServices;
using NeoServiceLayer.Gateway.HostServices.Egress;
using NeoServiceLayer.Gateway.HostServices.Records;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Gateway.Metrics;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Gateway;

/// <summary>The composition root: puts the gateway together and runs it until the process is asked to end.</summary>
internal static class GatewayProcess
{
    /// <summary>Serves; on SIGTERM or SIGINT takes nothing new, finishes what is under way, and returns.</summary>
    /// <exception cref="IOException">An address cannot be served at.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal static async Task RunAsync(
        GatewayOptions options, GatewaySettings settings, TextWriter output, TextWriter errors)
    {
        TimeProvider clock = TimeProvider.System;
        using ShutdownSignals shutdown = new();
        using GatewayLog log = new(errors, clock);
        using SqliteRecordStore store = SqliteRecordStore.Open(options.StoreFile);
        EnclaveReadiness readiness = new();
        EnclaveLinkSettings link = new()
        {
            Endpoint = options.Enclave,
            Connections = settings.EnclaveConnections,
            MaxFrameBytes = settings.MaxFrameBytes,
        };
        using EnclaveLink.EnclaveLink enclave = new(link, HostTable(log, store, readiness), readiness, log);
        using EgressService egress = new(link, new EgressSettings { Parked = settings.ParkedLines, MaxLines = settings.MaxLines });

        ParentAnswers answers = new();
        SystemAnswers.Bind(answers, Contracts.Operations.All.Where(RouteTable.HasRoute), () => enclave.IsUp, clock);
        RouteTable routes = new(Contracts.Operations.All, answers);
        GatewayMetrics metrics = new(routes);
        OperationCalls calls = new(enclave, settings.MaxInFlight);
        ApiEndpoint api = new(routes, calls, settings, metrics, clock, log);
        AdminEndpoint admin = new(
            () => enclave.IsUp && enclave.IsServing && !shutdown.Asked.IsCompleted,
            () => PrometheusText.Write(
                metrics, new Gauges(enclave.IsUp, enclave.IsHostAttached, calls.InFlight, enclave.InFlight)));
        await using HttpServer server = new(options, settings, log, api.HandleAsync, admin.HandleAsync);

        await server.StartAsync();
        enclave.Start();
        egress.Start();
        output.WriteLine(
            $"gateway: serving {server.ApiAddresses}, admin {server.AdminAddress}, enclave {options.Enclave}");
        output.Flush();
        await shutdown.Asked;
        await server.StopAsync(TimeSpan.FromMilliseconds(settings.DrainMs));
    }

    private static OperationTable HostTable(GatewayLog log, IRecordStore store, EnclaveReadiness readiness)
    {
        OperationMap map = new();
        HostService.Bind(map, readiness, log.WriteFromEnclave);
        new RecordService(store).Bind(map);
        return map.Seal(HostOperations.All);
    }
}

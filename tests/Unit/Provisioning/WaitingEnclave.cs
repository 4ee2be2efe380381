using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Services;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Client;
using NeoServiceLayer.Tests.State;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Provisioning;

/// <summary>One boot of an enclave that waits for its operators' shares: a real host, with a store, over connections in memory.</summary>
internal sealed class WaitingEnclave : IDisposable
{
    private readonly EnclaveClock clock;
    private readonly EnclaveHost host;
    private readonly WireHost wire;
    private readonly List<StampingClient> clients = [];

    internal WaitingEnclave(TestModule module, string configuration, MemoryStore? store = null, EnclaveMode mode = EnclaveMode.Local)
    {
        Store = store ?? new MemoryStore();
        clock = new EnclaveClock(new SystemTime(), TimeProvider.System);
        host = new EnclaveHost(EnclaveSettings.Parse(Encoding.UTF8.GetBytes(configuration)), mode, clock, EnclaveServices.Bind, module.Module);
        wire = new WireHost(host, new MemoryRecordHost(Store));
        Plain = Connect("");
        BootId = Convert.FromHexString(Identity["bootId"]);
        BootKey = Convert.FromHexString(Identity["bootKey"]);
        Client = Connect(Convert.ToHexStringLower(BootId));
    }

    internal MemoryStore Store { get; }

    /// <summary>Stamps for this boot.</summary>
    internal StampingClient Client { get; }

    /// <summary>Stamps nothing.</summary>
    internal StampingClient Plain { get; }

    internal byte[] BootId { get; }

    internal byte[] BootKey { get; }

    /// <summary>What attestation documents bind now.</summary>
    internal Dictionary<string, string> Identity => Ask(SystemOperations.GetAttestation, new GetAttestationRequest { Nonce = [1] })
        .Identity.ToDictionary(entry => entry.Name, entry => entry.Value);

    internal EnclaveStatus Status => Ask(SystemOperations.GetStatus, new GetStatusRequest()).Enclave!;

    internal void UntilServing() => Assert.True(wire.Serving.Wait(TimeSpan.FromSeconds(60)), "The enclave does not serve.");

    /// <summary>Waits until the enclave has told its host of an event.</summary>
    internal Task UntilToldAsync(string name) => wire.UntilToldAsync(name);

    /// <summary>A client that stamps for an audience.</summary>
    internal StampingClient Connect(string audience)
    {
        var (near, far) = MemoryConnection.CreatePair();
        host.Take(far);
        StampingClient client = new(near, audience, TimeProvider.System);
        clients.Add(client);
        return client;
    }

    /// <summary>Asks for what needs no stamp.</summary>
    internal TResponse Ask<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request) =>
        AskAsync(operation, request).GetAwaiter().GetResult().MustBe(operation.Response);

    internal Task<Reply> AskAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request) => Plain.SendAsync(new Request(
        Plain.NextId(), operation.Service, operation.Name, JsonSerializer.SerializeToUtf8Bytes(request, operation.Request), ""));

    /// <summary>A gateway before it, which passes everything on as it came; or, where the test has it so, not.</summary>
    internal LoopbackGateway Gateway(Func<string, string, string>? answering = null) => new(request =>
    {
        string[] route = request.Line.Split(' ')[1].Split('/');
        string auth = request.Headers.GetValueOrDefault("Authorization", "");
        Reply reply = Plain.SendAsync(new Request(
            request.Headers["Idempotency-Key"], route[2], route[3], Encoding.UTF8.GetBytes(request.Body), auth.Replace("Stamp ", "", StringComparison.Ordinal))
        { WantReceipt = request.Headers.ContainsKey("Nsl-Receipt") })
            .GetAwaiter().GetResult();
        string receipt = reply.Receipt.Length == 0 ? "" : $"Nsl-Receipt: {reply.Receipt}\r\n";
        return reply.Code is null
            ? LoopbackGateway.Response(200, answering?.Invoke(route[3], reply.Text) ?? reply.Text, receipt)
            : LoopbackGateway.Response(reply.Code.HttpStatus, $$"""{"type":"about:blank","status":{{reply.Code.HttpStatus}},"detail":{{JsonSerializer.Serialize(reply.Message)}},"errorCode":"{{reply.Code.Name}}","requestId":"1","retryable":false}""");
    });

    public void Dispose()
    {
        clients.ForEach(client => client.Dispose());
        wire.Dispose();
        host.Drain(TimeSpan.FromSeconds(10));
        host.Dispose();
        clock.Dispose();
    }

    private sealed class SystemTime : ITimeSource
    {
        public DateTimeOffset Read() => DateTimeOffset.UtcNow;
    }
}

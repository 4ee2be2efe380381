using System.Text.Json;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Perf.Load.Functions;

/// <summary>An account at a gateway with the functions of perf/Functions.</summary>
internal sealed class FunctionCaller : IDisposable
{
    private readonly AccountKey key = AccountKey.Create();
    private readonly Dictionary<Handler, string> functions = [];
    private NslClient client = null!; // until it is opened

    private FunctionCaller()
    {
    }

    internal static FunctionCaller Open(Address gateway)
    {
        FunctionCaller made = new();
        try
        {
            made.OpenAsync(new Uri($"http://{gateway.Authority}")).GetAwaiter().GetResult();
            return made;
        }
        catch (NslRefusedException refused)
        {
            made.Dispose();
            throw new PerfException($"The functions cannot be made: {refused.ErrorCode}.");
        }
    }

    /// <summary>The shortest way there and back: no stamp, no receipt.</summary>
    internal Task PingAsync() => client.CallAsync(SystemOperations.Ping, new PingRequest { Echo = "ping" });

    /// <summary>Executes one, and fails where that fails.</summary>
    internal async Task ExecuteAsync(Handler handler)
    {
        ExecutionDescription done = await client.CallAsync(ExecutionOperations.ExecuteFunction, new ExecuteFunctionRequest
        {
            FunctionId = functions[handler],
            Parameters = JsonElement.Parse(handler.Parameters),
        });
        if (done.Status != ExecutionStatus.Succeeded)
        {
            throw new PerfException($"The function {handler.Name} is {done.Status}. {done.Error?.Message}");
        }
    }

    public void Dispose()
    {
        client?.Dispose();
        key.Dispose();
    }

    private async Task OpenAsync(Uri gateway)
    {
        using NslClient plain = new(gateway);
        GetAttestationResponse boot = await plain.CallAsync(SystemOperations.GetAttestation, new GetAttestationRequest());
        string genesisId = boot.Identity.Single(entry => entry.Name == "genesisId").Value;
        client = new NslClient(gateway, new NslClientSettings { Stamper = new Stamper(key, genesisId) });
        JsonWebKey half = new() { Kty = "EC", Crv = "P-256", X = key.Public.X, Y = key.Public.Y };
        await client.CallAsync(
            AccountOperations.Register, new RegisterRequest { Name = "functions", Key = new NewKey { Kind = KeyKind.P256, PublicKey = half } });
        foreach (Handler handler in Handler.All)
        {
            FunctionVersion made = await client.CallAsync(
                FunctionOperations.CreateFunction, new CreateFunctionRequest { Name = handler.Name, SourceCode = handler.SourceCode });
            functions[handler] = made.FunctionId;
        }
    }
}

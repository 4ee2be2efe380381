using System.Text;
using System.Text.Json;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Gateway;

namespace NeoServiceLayer.Tests.State;

/// <summary>An account with its key, which outlives the gateways that it calls.</summary>
internal sealed class StampedAccount : IDisposable
{
    private readonly AccountKey key = AccountKey.Create();
    private readonly SocketsHttpHandler connections = new() { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(5) };
    private string genesisId = "";

    internal string AccountId { get; private set; } = "";

    internal static async Task<StampedAccount> RegisterAsync(LocalSystem system, string name)
    {
        StampedAccount account = new();
        using NslClient plain = new(system.Api.BaseAddress!);
        account.genesisId = (await plain.CallAsync(SystemOperations.GetStatus, new GetStatusRequest())).Enclave!.GenesisId!;
        RegisterRequest request = new()
        {
            Name = name,
            Key = new NewKey
            {
                Kind = KeyKind.P256,
                PublicKey = new JsonWebKey { Kty = "EC", Crv = "P-256", X = account.key.Public.X, Y = account.key.Public.Y },
            },
        };
        account.AccountId = (await account.CallAsync(system, AccountOperations.Register, request)).AccountId;
        return account;
    }

    /// <summary>A stamp of this account's key, over any bytes, for any request, at any time, for any deployment.</summary>
    internal string Stamp(string service, string operation, string requestId, byte[] payload, string? deployment = null, TimeProvider? clock = null) =>
        new Stamper(key, deployment ?? genesisId, clock).Stamp(service, operation, requestId, payload);

    /// <summary>Another key of the same account, which may do less.</summary>
    internal async Task<StampedAccount> AddKeyAsync(LocalSystem system, params string[] scopes)
    {
        StampedAccount other = new() { genesisId = genesisId, AccountId = AccountId };
        JsonWebKey half = new() { Kty = "EC", Crv = "P-256", X = other.key.Public.X, Y = other.key.Public.Y };
        await CallAsync(system, AccountOperations.AddKey, new AddKeyRequest { Kind = KeyKind.P256, PublicKey = half, Scopes = scopes });
        return other;
    }

    /// <summary>Calls once.</summary>
    internal async Task<TResponse> CallAsync<TRequest, TResponse>(
        LocalSystem system, Operation<TRequest, TResponse> operation, TRequest request, string? requestId = null)
    {
        using NslClient client = Client(system);
        return await client.CallAsync(operation, request, new CallOptions { RequestId = requestId });
    }

    /// <summary>Calls once; gives the answer's text, or the refusal.</summary>
    internal async Task<(string? Answer, NslRefusedException? Refusal)> AskAsync<TRequest, TResponse>(
        LocalSystem system, Operation<TRequest, TResponse> operation, TRequest request, string? requestId = null)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(request, operation.Request);
        using NslClient client = Client(system);
        try
        {
            CallOptions options = new() { RequestId = requestId, Stamped = true };
            return (Encoding.UTF8.GetString((await client.CallRawAsync(operation.Service, operation.Name, payload, options)).Payload.Span), null);
        }
        catch (NslRefusedException refused)
        {
            return (null, refused);
        }
    }

    /// <summary>Calls until there is an answer, always with one requestId; gives the answer's bytes.</summary>
    internal async Task<byte[]> InsistAsync<TRequest, TResponse>(
        LocalSystem system, Operation<TRequest, TResponse> operation, TRequest request, string requestId)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(request, operation.Request);
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            try
            {
                using NslClient client = Client(system);
                CallOptions options = new() { RequestId = requestId, Stamped = true };
                return (await client.CallRawAsync(operation.Service, operation.Name, payload, options)).Payload.ToArray();
            }
            catch (NslUnreachableException)
            {
                await pause.WaitForNextTickAsync();
            }
            catch (NslRefusedException refused) when (refused.Retryable)
            {
                await pause.WaitForNextTickAsync();
            }
        }
    }

    public void Dispose()
    {
        connections.Dispose();
        key.Dispose();
    }

    private NslClient Client(LocalSystem system) =>
        new(system.Api.BaseAddress!, new NslClientSettings { Stamper = new Stamper(key, genesisId), Handler = connections });
}

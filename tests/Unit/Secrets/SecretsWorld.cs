using System.Text;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Secrets;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>The service over a store in memory, called as the stamped pipeline calls it: each body twice.</summary>
internal sealed class SecretsWorld(SecretsSettings? settings = null, IStateStore? store = null) : IDisposable
{
    internal static readonly byte[] GenesisId = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    internal static readonly SecretsSettings Usual = new() { GenesisId = GenesisId, MaxSecrets = 1000, MaxVersions = 10, MaxTransitKeys = 100 };

    private readonly IStateStore store = store ?? new RerunningState();

    internal SecretsService Service { get; } = new(settings ?? Usual);

    /// <summary>What is committed, by table and key.</summary>
    internal IReadOnlyDictionary<string, byte[]> Records => ((RerunningState)store).Records;

    /// <summary>The enclave's time.</summary>
    internal DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    internal DateTime UtcNow => Now.UtcDateTime;

    /// <summary>Whose key values are sealed to.</summary>
    internal HpkeKeyPair Recipient { get; } = HpkeKeyPair.Create();

    /// <summary>What the last call's audit event names.</summary>
    internal string? Target { get; private set; }

    internal Owner Alice => new(this, "acc_alice");

    internal Owner Bob => new(this, "acc_bob");

    public void Dispose() => Recipient.Dispose();

    internal static SecretValue Value(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>How many records a table has.</summary>
    internal int Count(string table) => Records.Keys.Count(name => name.StartsWith(table + "/", StringComparison.Ordinal));

    internal byte[] Open(GetSecretValueResponse response)
    {
        byte[] value = new byte[response.SealedValue.Length - Hpke.Overhead];
        Assert.True(Hpke.TryOpen(
            Recipient, SecretSealing.ValueInfo, SecretSealing.Associated(GenesisId, response.SecretId, response.Version), response.SealedValue, value));
        return value;
    }

    private async Task<T> RunAsync<T>(string account, Func<Call, ValueTask<T>> handler)
    {
        Call? last = null;
        try
        {
            return await store.RunAsync(account, state => handler(last = new Call(new Caller(account, "key", ["secrets.*"], null), state, Now)));
        }
        finally
        {
            Target = last?.Target;
        }
    }

    /// <summary>An account that calls.</summary>
    internal sealed class Owner(SecretsWorld world, string account)
    {
        private SecretsService Service => world.Service;

        /// <summary>Calls any operation; a request that is a secret's is cleared, as the pipeline does.</summary>
        internal async Task<TResponse> DoAsync<TRequest, TResponse>(Func<TRequest, Call, ValueTask<TResponse>> operation, TRequest request)
        {
            using IDisposable? secrets = request as IDisposable;
            return await world.RunAsync(account, call => operation(request, call));
        }

        internal Task<SecretVersionResponse> CreateAsync(CreateSecretRequest request) => DoAsync(Service.Writing.CreateAsync, request);

        internal async Task<string> CreateAsync(string name = "db", string value = "one") =>
            (await CreateAsync(new CreateSecretRequest { Name = name, Value = Value(value) })).SecretId;

        internal async Task<long> PutAsync(string secretId, string value, long? expected = null) => (await DoAsync(
            Service.Writing.PutAsync, new PutSecretValueRequest { SecretId = secretId, Value = Value(value), ExpectedVersion = expected })).Version;

        internal async Task<long> RotateAsync(string secretId, string value, int grace) => (await DoAsync(
            Service.Writing.RotateAsync, new RotateSecretRequest { SecretId = secretId, NewValue = Value(value), GraceSeconds = grace })).Version;

        internal Task<GetSecretValueResponse> SealedAsync(string secretId, long? version = null) => DoAsync(
            Service.Reading.GetAsync,
            new GetSecretValueRequest { SecretId = secretId, Version = version, RecipientKey = world.Recipient.PublicKey.ToArray() });

        internal async Task<byte[]> BytesAsync(string secretId, long? version = null) => world.Open(await SealedAsync(secretId, version));

        internal async Task<string> ReadAsync(string secretId, long? version = null) => Encoding.UTF8.GetString(await BytesAsync(secretId, version));

        internal Task<SecretDescription> GetAsync(string secretId) =>
            DoAsync(Service.Management.GetAsync, new GetSecretRequest { SecretId = secretId });

        internal Task<SecretDescription> UpdateAsync(UpdateSecretRequest request) => DoAsync(Service.Management.UpdateAsync, request);

        internal Task<SecretDescription> DeleteAsync(string secretId, int? days = null) =>
            DoAsync(Service.Management.DeleteAsync, new DeleteSecretRequest { SecretId = secretId, RecoveryDays = days });

        internal Task<SecretDescription> RestoreAsync(string secretId) =>
            DoAsync(Service.Management.RestoreAsync, new RestoreSecretRequest { SecretId = secretId });

        internal Task<ListSecretsResponse> ListAsync(ListSecretsRequest? request = null) =>
            DoAsync(Service.Management.ListAsync, request ?? new ListSecretsRequest());

        internal async Task<IReadOnlyList<SecretVersion>> VersionsAsync(string secretId) =>
            (await DoAsync(Service.Versioning.ListAsync, new ListSecretVersionsRequest { SecretId = secretId })).Versions;

        internal Task<SecretVersion> DestroyAsync(string secretId, long version) =>
            DoAsync(Service.Versioning.DestroyAsync, new DestroySecretVersionRequest { SecretId = secretId, Version = version });

        internal Task<SecretGrant> GrantAsync(string secretId, string function, string source) =>
            DoAsync(Service.Granting.GrantAsync, new GrantSecretRequest { SecretId = secretId, FunctionId = function, SourceHash = source });

        internal Task<CheckAccessResponse> CheckAsync(string secretId, string function, string? source = null) =>
            DoAsync(Service.Granting.CheckAsync, new CheckAccessRequest { SecretId = secretId, FunctionId = function, SourceHash = source });
    }
}

using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>Secrets from a stamping client to sealed records and back.</summary>
public sealed class StampedSecretsTests
{
    [Fact]
    public async Task The_longest_value_and_a_transit_key_live_through_a_restart()
    {
        MemoryRecordHost records = new(new State.MemoryStore());
        using TestKey key = new();
        byte[] value = RandomNumberGenerator.GetBytes(SecretsLimits.MaxValueBytes);
        string id;
        string ciphertext;
        using (TestEnclave enclave = new(records: records))
        {
            await enclave.RegisterAsync(key);
            id = (await enclave.Client.DoAsync(
                key, SecretsOperations.CreateSecret, new CreateSecretRequest { Name = "a", Value = new SecretValue(value) })).SecretId;
            await enclave.Client.DoAsync(key, TransitOperations.CreateTransitKey, new CreateTransitKeyRequest { KeyName = "k" });
            ciphertext = (await enclave.Client.DoAsync(
                key, TransitOperations.Encrypt, new EncryptRequest { KeyName = "k", Plaintext = SecretsWorld.Value("hi") })).Ciphertext;
        }

        using TestEnclave again = new(records: records);
        Assert.Equal(value, await ReadAsync(again, key, id));
        DecryptResponse decrypted = await again.Client.DoAsync(
            key, TransitOperations.Decrypt, new DecryptRequest { KeyName = "k", Ciphertext = ciphertext });
        Assert.Equal("hi"u8, decrypted.Plaintext!.Bytes);
    }

    [Fact]
    public async Task A_change_that_is_sent_again_is_done_once()
    {
        using TestEnclave enclave = new();
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        Reply created = await enclave.Client.CallAsync(key, SecretsOperations.CreateSecret, Create("a"), "create");
        Assert.Equal(created.MustSucceed().Text, (await enclave.Client.CallAsync(key, SecretsOperations.CreateSecret, Create("a"), "create")).MustSucceed().Text);
        string id = created.MustBe(SecretsOperations.CreateSecret.Response).SecretId;
        Assert.Equal(2, (await enclave.Client.DoAsync(key, SecretsOperations.PutSecretValue, Put(id, "two"), "put")).Version);
        Assert.Equal(2, (await enclave.Client.DoAsync(key, SecretsOperations.PutSecretValue, Put(id, "two"), "put")).Version);
        (await enclave.Client.CallAsync(key, SecretsOperations.PutSecretValue, Put(id, "three"), "put")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        RotateSecretRequest rotate = new() { SecretId = id, Generator = new ValueGenerator { Kind = GeneratorKind.Bytes, Length = 32 }, GraceSeconds = 0 };
        Assert.Equal(3, (await enclave.Client.DoAsync(key, SecretsOperations.RotateSecret, rotate, "rotate")).Version);
        Assert.Equal(3, (await enclave.Client.DoAsync(key, SecretsOperations.RotateSecret, rotate, "rotate")).Version);
        Assert.Equal(3, (await enclave.Client.DoAsync(key, SecretsOperations.GetSecret, new GetSecretRequest { SecretId = id })).CurrentVersion);
    }

    [Fact]
    public async Task Of_many_that_put_behind_one_version_one_does()
    {
        const int Racers = 8;
        using TestEnclave enclave = new();
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        string id = await CreateAsync(enclave, key);
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i =>
            enclave.Client.CallAsync(key, SecretsOperations.PutSecretValue, Put(id, $"racer {i}") with { ExpectedVersion = 1 })));
        int winner = Array.FindIndex(replies, reply => reply.Code is null);
        Assert.All(replies.Where((_, i) => i != winner), reply => reply.MustBeRefused(ErrorCode.Conflict));
        Assert.Equal($"racer {winner}", Encoding.UTF8.GetString(await ReadAsync(enclave, key, id)));
    }

    [Fact]
    public async Task Who_read_which_version_when_is_listed_and_other_readings_are_not()
    {
        using TestEnclave enclave = new();
        using TestKey owner = new();
        using TestKey reader = new();
        await enclave.RegisterAsync(owner);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(reader, ["secrets.getSecretValue"]));
        string id = await CreateAsync(enclave, owner, "a");
        string other = await CreateAsync(enclave, owner, "b");
        await enclave.Client.DoAsync(owner, SecretsOperations.PutSecretValue, Put(id, "two"));
        await ReadAsync(enclave, owner, id, 1);
        enclave.Time.Advance(TimeSpan.FromSeconds(5));
        await ReadAsync(enclave, reader, id);
        await ReadAsync(enclave, owner, other);
        (await enclave.Client.CallAsync(owner, SecretsOperations.GetSecretValue, Ask(id, new byte[65]))).MustBeRefused(ErrorCode.InvalidRequest);

        List<SecretAccess> accesses = [];
        ListSecretAccessRequest request = new() { SecretId = id, Limit = 1 };
        do
        {
            ListSecretAccessResponse page = await enclave.Client.DoAsync(owner, SecretsOperations.ListSecretAccess, request);
            accesses.AddRange(page.Accesses);
            request = request with { Cursor = page.NextCursor };
        }
        while (request.Cursor is not null);

        Assert.Equal([(reader.Id, 2L), (owner.Id, 1L)], accesses.Select(access => (access.KeyId, access.Version)));
        Assert.Equal(TimeSpan.FromSeconds(5), accesses[0].Time - accesses[1].Time);
        Assert.Empty((await enclave.Client.DoAsync(
            owner, SecretsOperations.ListSecretAccess, new ListSecretAccessRequest { SecretId = await CreateAsync(enclave, owner, "c") })).Accesses);
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_name_and_a_star_does_not_cover_grants()
    {
        using TestEnclave enclave = new();
        using TestKey owner = new();
        using TestKey reader = new();
        using TestKey star = new();
        await enclave.RegisterAsync(owner);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(reader, ["secrets.getSecretValue"]));
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(star, ["secrets.*"]));
        string id = await CreateAsync(enclave, star);
        await ReadAsync(enclave, reader, id);
        (await enclave.Client.CallAsync(reader, SecretsOperations.PutSecretValue, Put(id, "x"))).MustBeRefused(ErrorCode.Forbidden);
        (await enclave.Client.CallAsync(reader, SecretsOperations.ListSecrets, new ListSecretsRequest())).MustBeRefused(ErrorCode.Forbidden);
        GrantSecretRequest grant = new() { SecretId = id, FunctionId = "f", SourceHash = new string('a', 64) };
        RevokeGrantRequest revoke = new() { SecretId = id, FunctionId = "f" };
        (await enclave.Client.CallAsync(star, SecretsOperations.GrantSecret, grant)).MustBeRefused(ErrorCode.Forbidden);
        (await enclave.Client.CallAsync(star, SecretsOperations.RevokeGrant, revoke)).MustBeRefused(ErrorCode.Forbidden);
        await enclave.Client.DoAsync(owner, SecretsOperations.GrantSecret, grant);
        Assert.Equal(1, (await enclave.Client.DoAsync(owner, SecretsOperations.RevokeGrant, revoke)).Revoked);
    }

    [Fact]
    public async Task What_holds_a_secret_is_refused_in_the_clear_where_the_configuration_says_so()
    {
        using TestEnclave enclave = new(configuration: """{"allowClearConfidential": false}""");
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        await MustBeSealed(SecretsOperations.CreateSecret, Create("a"));
        await MustBeSealed(SecretsOperations.PutSecretValue, Put("sec_", "x"));
        await MustBeSealed(SecretsOperations.RotateSecret, new RotateSecretRequest { SecretId = "sec_", NewValue = SecretsWorld.Value("x"), GraceSeconds = 0 });
        await MustBeSealed(TransitOperations.Encrypt, new EncryptRequest { KeyName = "k", Plaintext = SecretsWorld.Value("x") });
        await MustBeSealed(TransitOperations.Decrypt, new DecryptRequest { KeyName = "k", Ciphertext = "x" });
        await MustBeSealed(TransitOperations.Hmac, new HmacRequest { KeyName = "k", Data = SecretsWorld.Value("x") });
        await MustBeSealed(TransitOperations.VerifyHmac, new VerifyHmacRequest { KeyName = "k", Data = SecretsWorld.Value("x"), Hmac = "x" });

        // A value is sealed to its reader's key anyway.
        using HpkeKeyPair pair = HpkeKeyPair.Create();
        (await enclave.Client.CallAsync(key, SecretsOperations.GetSecretValue, Ask("sec_", pair.PublicKey.ToArray()))).MustBeRefused(ErrorCode.NotFound);

        async Task MustBeSealed<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request) =>
            (await enclave.Client.CallAsync(key, operation, request)).MustBeRefused(ErrorCode.SealRequired);
    }

    [Fact]
    public async Task The_longest_value_goes_sealed_both_ways_and_a_request_sealed_anew_is_done_once()
    {
        using TestModule module = new();
        using TestEnclave enclave = new(configuration: """{"allowClearConfidential": false}""", module: module.Module);
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        SealingClient sealing = await SealingClient.OfAsync(enclave.Client);
        byte[] value = RandomNumberGenerator.GetBytes(SecretsLimits.MaxValueBytes);
        CreateSecretRequest create = new() { Name = "a", Value = new SecretValue(value) };
        string id = (await sealing.DoAsync(key, SecretsOperations.CreateSecret, create, "create")).SecretId;
        Assert.Equal(id, (await sealing.DoAsync(key, SecretsOperations.CreateSecret, create, "create")).SecretId);
        Assert.Equal(value, await ReadAsync(enclave, key, id));

        using HpkeKeyPair pair = HpkeKeyPair.Create();
        GetSecretValueResponse twice = await sealing.DoAsync(key, SecretsOperations.GetSecretValue, Ask(id, pair.PublicKey.ToArray()));
        Assert.Equal(value.Length + Hpke.Overhead, twice.SealedValue.Length);
        await sealing.DoAsync(key, TransitOperations.CreateTransitKey, new CreateTransitKeyRequest { KeyName = "k" });
        CiphertextResponse encrypted = await sealing.DoAsync(
            key, TransitOperations.Encrypt, new EncryptRequest { KeyName = "k", Plaintext = SecretsWorld.Value("hi") });
        DecryptResponse decrypted = await sealing.DoAsync(
            key, TransitOperations.Decrypt, new DecryptRequest { KeyName = "k", Ciphertext = encrypted.Ciphertext });
        Assert.Equal("hi"u8, decrypted.Plaintext!.Bytes);
    }

    [Fact]
    public async Task The_parent_keeps_nothing_that_it_can_read()
    {
        MemoryRecordHost records = new(new State.MemoryStore());
        using TestEnclave enclave = new(records: records);
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        string id = await CreateAsync(enclave, key, "very telling name");
        byte[][] telling = [Encoding.UTF8.GetBytes("the very value"), Encoding.UTF8.GetBytes(id), Encoding.UTF8.GetBytes("very telling name")];
        Assert.NotEmpty(records.Store.Keys);
        Assert.All(records.Store.Keys, name => Assert.All(
            telling, text => Assert.True(records.Store[name]!.Value.AsSpan().IndexOf(text) < 0)));
    }

    [Fact]
    public async Task A_value_that_would_not_fit_a_commit_of_shorter_frames_is_refused_and_the_enclave_serves_on()
    {
        using TestEnclave enclave = new(configuration: $$"""{"maxFrameBytes":{{1 << 20}}}""");
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        CreateSecretRequest request = new() { Name = "a", Value = new SecretValue(new byte[600 << 10]) };
        (await enclave.Client.CallAsync(key, SecretsOperations.CreateSecret, request)).MustBeRefused(ErrorCode.TooLarge);
        await CreateAsync(enclave, key);
    }

    private static CreateSecretRequest Create(string name) => new() { Name = name, Value = SecretsWorld.Value("the very value") };

    private static PutSecretValueRequest Put(string id, string value) => new() { SecretId = id, Value = SecretsWorld.Value(value) };

    private static GetSecretValueRequest Ask(string id, byte[] key, long? version = null) =>
        new() { SecretId = id, RecipientKey = key, Version = version };

    private static async Task<string> CreateAsync(TestEnclave enclave, TestKey key, string name = "a") =>
        (await enclave.Client.DoAsync(key, SecretsOperations.CreateSecret, Create(name))).SecretId;

    private static async Task<byte[]> ReadAsync(TestEnclave enclave, TestKey key, string id, long? version = null)
    {
        using HpkeKeyPair pair = HpkeKeyPair.Create();
        GetSecretValueResponse answer = await enclave.Client.DoAsync(key, SecretsOperations.GetSecretValue, Ask(id, pair.PublicKey.ToArray(), version));
        byte[] value = new byte[answer.SealedValue.Length - Hpke.Overhead];
        byte[] associated = SecretSealing.Associated(Convert.FromHexString(enclave.GenesisId), id, answer.Version);
        Assert.True(Hpke.TryOpen(pair, SecretSealing.ValueInfo, associated, answer.SealedValue, value));
        return value;
    }
}

using System.Text.Json;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>An enclave with an account that has a stamping key, a passkey and a Neo key; and whoever opens sessions with these.</summary>
internal sealed class SessionWorld : IDisposable
{
    internal const string Configuration = """{"webAuthn":{"rpId":"example.org","origins":["https://example.org","https://app.example.org"]}}""";

    private SessionWorld(string configuration) => Enclave = new TestEnclave(configuration: configuration);

    internal TestEnclave Enclave { get; }

    internal TestKey Owner { get; } = new();

    internal SoftwarePasskey Passkey { get; } = new();

    internal NeoWallet Wallet { get; } = new();

    /// <summary>A session's key, for the test's first session.</summary>
    internal TestKey Session { get; } = new();

    internal string AccountId { get; private set; } = "";

    internal DateTimeOffset Now => Enclave.Time.GetUtcNow();

    internal static async Task<SessionWorld> OpenAsync(
        string configuration = Configuration, IReadOnlyList<string>? scopes = null, DateTimeOffset? expiresAt = null)
    {
        SessionWorld world = new(configuration);
        world.AccountId = (await world.Enclave.RegisterAsync(world.Owner)).AccountId;
        await world.DoAsync(world.Owner, AccountOperations.AddKey, world.Wallet.Adding(scopes ?? ["account.*", "wallet.*"], expiresAt));
        if (configuration == Configuration)
        {
            await world.DoAsync(world.Owner, AccountOperations.AddKey, world.Passkey.Adding(scopes ?? ["account.*", "wallet.*"], expiresAt));
        }

        return world;
    }

    internal Task<TResponse> DoAsync<TRequest, TResponse>(TestKey key, Operation<TRequest, TResponse> operation, TRequest request) =>
        Enclave.Client.DoAsync(key, operation, request);

    internal Task<Reply> CallAsync<TRequest, TResponse>(TestKey key, Operation<TRequest, TResponse> operation, TRequest request) =>
        Enclave.Client.CallAsync(key, operation, request);

    internal static async Task<CreateChallengeResponse> ChallengeAsync(TestEnclave enclave)
    {
        Reply reply = await enclave.Client.SendAsync(new Request(enclave.Client.NextId(), "account", "createChallenge", "{}"u8.ToArray(), Auth: ""));
        return JsonSerializer.Deserialize(reply.MustSucceed().Payload, AccountOperations.CreateChallenge.Response)!;
    }

    internal async Task<string> ChallengeAsync() => (await ChallengeAsync(Enclave)).Challenge;

    /// <summary>What a passkey signs for a session.</summary>
    internal byte[] Bound(string challenge, TestKey session, string? genesisId = null)
    {
        Base64UrlText.TryDecode(challenge, SessionChallenge.Length, out byte[] bytes);
        Base64UrlText.TryDecode(session.Jwk.X, 32, out byte[] x);
        Base64UrlText.TryDecode(session.Jwk.Y, 32, out byte[] y);
        return SessionChallenge.Bind(bytes, [4, .. x, .. y], Convert.FromHexString(genesisId ?? Enclave.GenesisId));
    }

    /// <summary>A request without what shows that the key wants it.</summary>
    internal static StartSessionRequest Request(string keyId, string challenge, TestKey session) => new()
    {
        KeyId = keyId,
        Challenge = challenge,
        SessionKey = session.Jwk,
    };

    /// <summary>A request that the passkey made; the ceremony may be changed.</summary>
    internal async Task<StartSessionRequest> ByPasskeyAsync(TestKey? session = null, Func<Ceremony, Ceremony>? change = null)
    {
        session ??= Session;
        string challenge = await ChallengeAsync();
        Ceremony ceremony = new() { Challenge = Bound(challenge, session) };
        return Request(Passkey.KeyId, challenge, session) with { WebAuthn = Passkey.Sign(change?.Invoke(ceremony) ?? ceremony) };
    }

    /// <summary>A request that the wallet signed, for an hour.</summary>
    internal async Task<StartSessionRequest> ByWalletAsync(
        TestKey? session = null, IReadOnlyList<string>? scopes = null, TimeSpan? life = null, string? salt = NeoWallet.Salt)
    {
        session ??= Session;
        StartSessionRequest request = Request(Wallet.KeyId, await ChallengeAsync(), session) with
        {
            Scopes = scopes,
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds((Now + (life ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds()).UtcDateTime,
        };
        return request with { NeoMessage = Wallet.Sign(Message(request, session), salt) };
    }

    internal string Message(StartSessionRequest request, TestKey session) => SessionChallenge.Message(
        Enclave.GenesisId, AccountId, session.Id, request.Scopes, request.ExpiresAt!.Value, request.Challenge);

    /// <summary>A request with a login.</summary>
    internal async Task<StartSessionRequest> ByLoginAsync(IReadOnlyList<string>? scopes = null)
    {
        string challenge = await ChallengeAsync();
        ulong nonce = SessionChallenge.LoginNonce(Bound(challenge, Session));
        return Request(Wallet.KeyId, challenge, Session) with { Scopes = scopes, NeoLogin = Wallet.Login(nonce, Now) };
    }

    internal Task<Reply> StartAsync(StartSessionRequest request, TestKey? session = null, string? id = null) =>
        Enclave.Client.CallAsync(session ?? Session, AccountOperations.StartSession, request, id);

    internal async Task<StartSessionResponse> OpenAsync(StartSessionRequest request, TestKey? session = null) =>
        (await StartAsync(request, session)).MustBe(AccountOperations.StartSession.Response);

    internal async Task<IReadOnlyList<SessionDescription>> ListAsync() =>
        (await DoAsync(Owner, AccountOperations.ListSessions, new ListSessionsRequest())).Sessions;

    public void Dispose()
    {
        Enclave.Dispose();
        Owner.Dispose();
        Passkey.Dispose();
        Wallet.Dispose();
        Session.Dispose();
    }
}

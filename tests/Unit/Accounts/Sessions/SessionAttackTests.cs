using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>Who is on the way sends again, mixes, or takes a key for what it is not.</summary>
public sealed class SessionAttackTests : IAsyncLifetime
{
    private SessionWorld world = null!;

    public async ValueTask InitializeAsync() => world = await SessionWorld.OpenAsync();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whoever_sends_the_request_again_gets_nothing()
    {
        using TestKey thief = new();
        StartSessionRequest request = await world.ByWalletAsync();
        string id = world.Enclave.Client.NextId();
        Reply first = await world.StartAsync(request, id: id);

        // The very same: the answer again, of which only the session's key can make something.
        Assert.Equal(first.MustSucceed().Text, (await world.StartAsync(request, id: id)).MustSucceed().Text);
        (await world.StartAsync(request)).MustBeRefused(ErrorCode.Conflict);
        (await world.StartAsync(request with { Name = "mine" }, id: id)).MustBeRefused(ErrorCode.IdempotencyMismatch);
        (await world.StartAsync(request, thief)).MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Single(await world.ListAsync());

        // A used challenge opens nothing again, also when its session was ended.
        await world.DoAsync(world.Session, AccountOperations.EndSession, new EndSessionRequest());
        (await world.StartAsync(request)).MustBeRefused(ErrorCode.Conflict);
        (await world.StartAsync(request, id: id)).MustBeRefused(ErrorCode.Unauthenticated);
        world.Enclave.Time.Advance(TimeSpan.FromMinutes(5));
        using TestKey next = new();
        await world.OpenAsync(await world.ByWalletAsync(next), next);
        (await world.StartAsync(request)).MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Equal(next.Id, Assert.Single(await world.ListAsync()).SessionId);
    }

    [Fact]
    public async Task A_challenge_holds_for_five_minutes_in_one_boot()
    {
        CreateChallengeResponse made = await SessionWorld.ChallengeAsync(world.Enclave);
        Assert.Equal((world.Enclave.GenesisId, "example.org"), (made.GenesisId, made.RpId));
        Assert.Equal(["https://example.org", "https://app.example.org"], made.Origins);
        Assert.InRange(made.ExpiresAt, world.Now.AddMinutes(5).AddSeconds(-1).UtcDateTime, world.Now.AddMinutes(5).UtcDateTime);
        Assert.NotEqual(made.Challenge, await world.ChallengeAsync());

        StartSessionRequest late = await world.ByWalletAsync(life: TimeSpan.FromHours(2));
        world.Enclave.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains("expired", (await world.StartAsync(late)).MustBeRefused(ErrorCode.Unauthenticated).Message, StringComparison.Ordinal);

        using SessionWorld elsewhere = await SessionWorld.OpenAsync();
        StartSessionRequest foreign = await world.ByWalletAsync() with { Challenge = await elsewhere.ChallengeAsync() };
        foreign = foreign with { NeoMessage = world.Wallet.Sign(world.Message(foreign, world.Session)) };
        (await world.StartAsync(foreign)).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task No_bit_of_a_challenge_can_be_flipped()
    {
        byte[] challenge = System.Buffers.Text.Base64Url.DecodeFromChars(await world.ChallengeAsync());
        for (int bit = 0; bit < challenge.Length * 8; bit++)
        {
            challenge[bit / 8] ^= (byte)(1 << (bit % 8));
            StartSessionRequest request = await world.ByWalletAsync() with { Challenge = System.Buffers.Text.Base64Url.EncodeToString(challenge) };
            request = request with { NeoMessage = world.Wallet.Sign(world.Message(request, world.Session)) };
            (await world.StartAsync(request)).MustBeRefused(ErrorCode.Unauthenticated);
            challenge[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        StartSessionRequest good = await world.ByWalletAsync();
        foreach (string text in new[] { "", "AAAA", good.Challenge[1..], good.Challenge + "AAAA", good.Challenge + "=" })
        {
            (await world.StartAsync(good with { Challenge = text })).MustBeRefused(ErrorCode.Unauthenticated);
        }
    }

    [Fact]
    public async Task The_request_is_stamped_by_the_session_key_that_it_brings()
    {
        using TestKey thief = new();
        StartSessionRequest request = await world.ByWalletAsync();
        (await world.StartAsync(request, thief)).MustBeRefused(ErrorCode.Unauthenticated);
        (await world.StartAsync(request, world.Owner)).MustBeRefused(ErrorCode.Unauthenticated);
        (await world.StartAsync(request with { SessionKey = request.SessionKey with { Crv = "P-384" } })).MustBeRefused(ErrorCode.InvalidRequest);
        (await world.StartAsync(request with { NeoMessage = null })).MustBeRefused(ErrorCode.InvalidRequest);
        (await world.StartAsync(request with { NeoLogin = new NeoLoginSignature { Message = "", Signature = "" } })).MustBeRefused(ErrorCode.InvalidRequest);
        (await world.StartAsync(request with { Name = "two\nlines" })).MustBeRefused(ErrorCode.InvalidRequest);
        await world.OpenAsync(request);
    }

    [Fact]
    public async Task A_key_of_an_account_is_no_session_key_and_a_session_key_is_no_key()
    {
        (await world.StartAsync(await world.ByWalletAsync(world.Owner), world.Owner)).MustBeRefused(ErrorCode.Conflict);
        await world.OpenAsync(await world.ByWalletAsync());
        (await world.CallAsync(world.Session, AccountOperations.Register, TestEnclave.Registration(world.Session))).MustBeRefused(ErrorCode.Conflict);
        (await world.CallAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(world.Session, ["account.*"]))).MustBeRefused(ErrorCode.Conflict);
        (await world.CallAsync(world.Owner, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = world.Session.Id, NeverExpires = true })).MustBeRefused(ErrorCode.NotFound);
        (await world.CallAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Session.Id })).MustBeRefused(ErrorCode.NotFound);
        Assert.Equal(3, (await world.DoAsync(world.Owner, AccountOperations.ListKeys, new ListKeysRequest())).Keys.Count);
    }

    /// <summary>The enclave keeps keys loaded: whose a session's key is it must ask each time.</summary>
    [Fact]
    public async Task A_session_key_may_open_another_accounts_session_when_its_own_is_long_over()
    {
        await world.OpenAsync(await world.ByWalletAsync());
        await world.DoAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest());
        world.Enclave.Time.Advance(TimeSpan.FromHours(2));
        using TestKey next = new();
        await world.OpenAsync(await world.ByWalletAsync(next), next);
        (await world.CallAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);

        using TestKey stranger = new();
        using NeoWallet theirs = new();
        string other = (await world.Enclave.RegisterAsync(stranger)).AccountId;
        await world.DoAsync(stranger, AccountOperations.AddKey, theirs.Adding(["account.*"]));
        string challenge = await world.ChallengeAsync();
        StartSessionRequest request = SessionWorld.Request(theirs.KeyId, challenge, world.Session) with
        {
            NeoLogin = theirs.Login(SessionChallenge.LoginNonce(world.Bound(challenge, world.Session)), world.Now),
        };
        await world.OpenAsync(request);
        Assert.Equal(other, (await world.DoAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).AccountId);
    }

    [Fact]
    public async Task Sessions_survive_a_restart_and_challenges_do_not()
    {
        await world.OpenAsync(await world.ByWalletAsync());
        StartSessionRequest prepared = await world.ByPasskeyAsync(new TestKey());
        using TestEnclave next = new(world.Enclave.Records.Store, world.Enclave.Time, SessionWorld.Configuration);
        await next.Client.DoAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest());
        Reply reply = await next.Client.CallAsync(world.Session, AccountOperations.StartSession, prepared with { SessionKey = world.Session.Jwk });
        Assert.Contains("challenge", reply.MustBeRefused(ErrorCode.Unauthenticated).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passkeys_and_Neo_keys_stamp_nothing_and_are_not_what_keeps_an_account_manageable()
    {
        using SessionWorld rich = await SessionWorld.OpenAsync(scopes: Scopes.Everything);
        RevokeKeyRequest last = new() { KeyId = rich.Owner.Id };
        (await rich.CallAsync(rich.Owner, AccountOperations.RevokeKey, last)).MustBeRefused(ErrorCode.Conflict);

        // A stamp that the Neo key itself makes, under whichever id.
        byte[] secret = new byte[32];
        rich.Wallet.Key.CopySecretTo(secret);
        using TestKey neo = new(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret }));
        byte[] payload = "{}"u8.ToArray();
        foreach (string kid in new[] { rich.Wallet.KeyId, neo.Id })
        {
            Request request = rich.Enclave.Client.Stamped(neo, AccountOperations.GetAccount, payload, claiming: claims => claims with { KeyId = kid });
            (await rich.Enclave.Client.SendAsync(request)).MustBeRefused(ErrorCode.Unauthenticated);
        }
    }
}

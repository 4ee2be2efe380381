using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>A passkey opens a session: every check of WebAuthn, each with an assertion in which just that is wrong and all else is right.</summary>
public sealed class WebAuthnSessionTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<Ceremony, Ceremony>> Wrong = new()
    {
        ["the type of a registration"] = ceremony => ceremony with { Type = "webauthn.create" },
        ["no challenge of ours"] = ceremony => ceremony with { Challenge = new byte[32] },
        ["one bit of the challenge"] = ceremony => ceremony with { Challenge = Flipped(ceremony.Challenge, bit: 255) },
        ["the challenge cut off"] = ceremony => ceremony with { Challenge = ceremony.Challenge[..31] },
        ["another origin"] = ceremony => ceremony with { Origin = "https://example.com" },
        ["an origin of the domain that is not named"] = ceremony => ceremony with { Origin = "https://evil.example.org" },
        ["the origin without TLS"] = ceremony => ceremony with { Origin = "http://app.example.org" },
        ["the origin at another port"] = ceremony => ceremony with { Origin = "https://app.example.org:8443" },
        ["a page in another site's frame"] = ceremony => ceremony with { Rest = ",\"crossOrigin\":true" },
        ["a page in a frame that says where"] = ceremony => ceremony with { Rest = ",\"crossOrigin\":false,\"topOrigin\":\"https://example.com\"" },
        ["a crossOrigin that is no flag"] = ceremony => ceremony with { Rest = ",\"crossOrigin\":\"false\"" },
        ["a crossOrigin in escapes"] = ceremony => ceremony with { Rest = ",\"crossOr\\u0069gin\":true" },
        ["an origin twice"] = ceremony => ceremony with { Rest = ",\"origin\":\"https://example.org\"" },
        ["clientDataJSON that is none"] = ceremony => ceremony with { AlterJson = static json => json[..^1] },
        ["something behind clientDataJSON"] = ceremony => ceremony with { AlterJson = static json => [.. json, (byte)'{'] },
        ["a byte-order mark"] = ceremony => ceremony with { AlterJson = static json => [0xef, 0xbb, 0xbf, .. json] },
        ["another relying party"] = ceremony => ceremony with { RpId = "example.com" },
        ["the origin's host for a relying party"] = ceremony => ceremony with { RpId = "app.example.org" },
        ["nobody there"] = ceremony => ceremony with { Flags = 0x04 },
        ["nobody verified"] = ceremony => ceremony with { Flags = 0x01 },
        ["backed up, and not to be"] = ceremony => ceremony with { Flags = 0x15 },
        ["attested credential data"] = ceremony => ceremony with { Flags = 0x45, Behind = new byte[55] },
        ["extensions"] = ceremony => ceremony with { Flags = 0x85, Behind = [0xa1, 0x63, (byte)'u', (byte)'v', (byte)'m', 0xf5] },
        ["CBOR that is none"] = ceremony => ceremony with { Flags = 0x85, Behind = [0xbf, 0xff, 0x1c] },
        ["bytes that no flag announces"] = ceremony => ceremony with { Behind = [0xa0] },
        ["authenticatorData cut off"] = ceremony => ceremony with { AlterData = static data => data[..36] },
        ["no authenticatorData"] = ceremony => ceremony with { AlterData = static _ => [] },
        ["a byte behind the signature"] = ceremony => ceremony with { AlterSignature = static signature => [.. signature, 0] },
        ["the signature cut off"] = ceremony => ceremony with { AlterSignature = static signature => signature[..^1] },
        ["no signature"] = ceremony => ceremony with { AlterSignature = static _ => [] },
        ["a signature that is no DER"] = ceremony => ceremony with { AlterSignature = static _ => new byte[64] },
    };

    private SessionWorld world = null!;

    public static TheoryData<string> Cases { get; } = [.. Wrong.Keys];

    public async ValueTask InitializeAsync() => world = await SessionWorld.OpenAsync();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_passkey_opens_a_session_and_its_key_stamps()
    {
        StartSessionResponse opened = await world.OpenAsync(await world.ByPasskeyAsync());
        Assert.Equal((world.Session.Id, world.AccountId, world.Passkey.KeyId), (opened.SessionId, opened.AccountId, opened.KeyId));
        GetAccountResponse account = await world.DoAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest());
        Assert.Equal((world.AccountId, world.Session.Id), (account.AccountId, account.KeyId));
        Assert.Equal(["account.*", "wallet.*"], account.Scopes);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_assertion_with_one_thing_wrong_opens_nothing(string what)
    {
        Reply reply = await world.StartAsync(await world.ByPasskeyAsync(change: Wrong[what]));
        reply.MustBeRefused(ErrorCode.Unauthenticated);
        await NothingIsOpenAsync();
    }

    /// <summary>What is left out of the list above because it is right.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(",\"crossOrigin\":false,\"other_keys_can_be_added_here\":\"do not compare clientDataJSON against a template\"")]
    public async Task What_browsers_may_write_besides_is_passed_over(string rest) =>
        await world.OpenAsync(await world.ByPasskeyAsync(change: ceremony => ceremony with { Rest = rest }));

    [Theory]
    [InlineData(0x05)]
    [InlineData(0x0d)]
    [InlineData(0x1d)]
    public async Task A_passkey_may_be_one_that_is_backed_up(byte flags) =>
        await world.OpenAsync(await world.ByPasskeyAsync(change: ceremony => ceremony with { Flags = flags, Origin = "https://example.org" }));

    [Fact]
    public async Task No_bit_of_an_assertion_can_be_flipped()
    {
        StartSessionRequest request = await world.ByPasskeyAsync();
        WebAuthnAssertion good = request.WebAuthn!;
        foreach ((string text, Func<string, WebAuthnAssertion> with) in new (string, Func<string, WebAuthnAssertion>)[]
        {
            (good.AuthenticatorData, text => good with { AuthenticatorData = text }),
            (good.Signature, text => good with { Signature = text }),
            (good.ClientDataJson, text => good with { ClientDataJson = text }),
        })
        {
            byte[] bytes = System.Buffers.Text.Base64Url.DecodeFromChars(text);
            for (int bit = 0; bit < bytes.Length * 8; bit += 3)
            {
                string altered = System.Buffers.Text.Base64Url.EncodeToString(Flipped(bytes, bit));
                (await world.StartAsync(request with { WebAuthn = with(altered) })).MustBeRefused(ErrorCode.Unauthenticated);
            }
        }

        await NothingIsOpenAsync();
        await world.OpenAsync(request);
    }

    [Fact]
    public async Task An_assertion_is_for_its_session_key_its_challenge_and_its_deployment()
    {
        using TestKey thief = new();
        StartSessionRequest request = await world.ByPasskeyAsync();
        (await world.StartAsync(request with { SessionKey = thief.Jwk }, thief)).MustBeRefused(ErrorCode.Unauthenticated);
        (await world.StartAsync(request with { Challenge = await world.ChallengeAsync() })).MustBeRefused(ErrorCode.Unauthenticated);

        string challenge = await world.ChallengeAsync();
        Ceremony elsewhere = new() { Challenge = world.Bound(challenge, world.Session, new string('0', 64)) };
        StartSessionRequest other = SessionWorld.Request(world.Passkey.KeyId, challenge, world.Session) with { WebAuthn = world.Passkey.Sign(elsewhere) };
        (await world.StartAsync(other)).MustBeRefused(ErrorCode.Unauthenticated);
        await NothingIsOpenAsync();
    }

    [Fact]
    public async Task Another_passkey_and_another_kind_of_key_open_nothing()
    {
        using SoftwarePasskey stranger = new();
        StartSessionRequest request = await world.ByPasskeyAsync();
        WebAuthnAssertion theirs = stranger.Sign(new Ceremony { Challenge = world.Bound(request.Challenge, world.Session) });
        string[] messages =
        [
            (await world.StartAsync(request with { WebAuthn = theirs })).MustBeRefused(ErrorCode.Unauthenticated).Message,
            (await world.StartAsync(request with { KeyId = stranger.KeyId })).MustBeRefused(ErrorCode.Unauthenticated).Message,
            (await world.StartAsync(request with { KeyId = world.Wallet.KeyId })).MustBeRefused(ErrorCode.Unauthenticated).Message,
            (await world.StartAsync(request with { KeyId = world.Owner.Id })).MustBeRefused(ErrorCode.Unauthenticated).Message,
            (await world.StartAsync(request with { KeyId = "" })).MustBeRefused(ErrorCode.Unauthenticated).Message,
        ];
        Assert.Single(messages.Distinct());
        await NothingIsOpenAsync();
    }

    [Fact]
    public async Task The_counter_goes_on_or_there_is_none()
    {
        await OpenCountingAsync(0);
        await OpenCountingAsync(0);
        await OpenCountingAsync(7);
        await OpenCountingAsync(8);
        foreach (uint back in new uint[] { 8, 7, 0 })
        {
            using TestKey session = new();
            (await world.StartAsync(await world.ByPasskeyAsync(session, ceremony => ceremony with { Count = back }), session)).MustBeRefused(ErrorCode.Forbidden);
        }

        await OpenCountingAsync(uint.MaxValue);
        List<AuditEvent> refused = [.. (await world.Enclave.EventsAsync(world.Owner)).Where(entry => entry.Outcome == ErrorCode.Forbidden.Name)];
        Assert.Equal(3, refused.Count);
        Assert.All(refused, entry => Assert.Equal(("startSession", world.Passkey.KeyId), (entry.Operation, entry.Target)));
    }

    [Fact]
    public async Task Without_a_relying_party_in_the_measured_configuration_no_passkey_opens_anything()
    {
        using SessionWorld plain = await SessionWorld.OpenAsync("{}");
        CreateChallengeResponse challenge = await SessionWorld.ChallengeAsync(plain.Enclave);
        Assert.Null(challenge.RpId);
        Reply reply = await plain.StartAsync(await plain.ByPasskeyAsync());
        Assert.Contains("webAuthn", reply.MustBeRefused(ErrorCode.Forbidden).Message, StringComparison.Ordinal);
        reply = await plain.CallAsync(plain.Owner, AccountOperations.AddKey, plain.Passkey.Adding(["account.*"]));
        Assert.Contains("webAuthn", reply.MustBeRefused(ErrorCode.Forbidden).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clientDataJSON", "%")]
    [InlineData("clientDataJSON", "e30=")]
    [InlineData("authenticatorData", "AAA\n")]
    [InlineData("signature", "\u00e9")]
    public async Task What_is_no_base64url_is_refused_by_its_name(string member, string text)
    {
        StartSessionRequest request = await world.ByPasskeyAsync();
        WebAuthnAssertion good = request.WebAuthn!;
        WebAuthnAssertion bad = member switch
        {
            "clientDataJSON" => good with { ClientDataJson = text },
            "authenticatorData" => good with { AuthenticatorData = text },
            _ => good with { Signature = text },
        };
        Reply reply = await world.StartAsync(request with { WebAuthn = bad });
        Assert.Contains("webAuthn." + member, reply.MustBeRefused(ErrorCode.InvalidRequest).Message, StringComparison.Ordinal);
        reply = await world.StartAsync(request with { WebAuthn = good with { ClientDataJson = new string('A', 6000) } });
        reply.MustBeRefused(ErrorCode.InvalidRequest);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private async Task OpenCountingAsync(uint count)
    {
        using TestKey session = new();
        await world.OpenAsync(await world.ByPasskeyAsync(session, ceremony => ceremony with { Count = count }), session);
    }

    private async Task NothingIsOpenAsync()
    {
        Assert.Empty(await world.ListAsync());
        (await world.CallAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
    }
}

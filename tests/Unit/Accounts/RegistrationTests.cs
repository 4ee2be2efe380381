using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>Who may begin an account, and with what.</summary>
public sealed class RegistrationTests : IDisposable
{
    private readonly TestKey admin = new();
    private readonly TestKey key = new();
    private readonly TestKey other = new();

    public void Dispose()
    {
        admin.Dispose();
        key.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Register_is_stamped_by_the_key_that_it_brings()
    {
        using TestEnclave enclave = new();
        RegisterRequest request = TestEnclave.Registration(key);
        byte[] payload = Bytes(request);
        foreach (Request forged in new[]
        {
            enclave.Client.Stamped(other, AccountOperations.Register, payload),
            enclave.Client.Stamped(other, AccountOperations.Register, payload, claiming: claims => claims with { KeyId = key.Id }),
            enclave.Client.Stamped(key, AccountOperations.Register, payload, claiming: claims => claims with { KeyId = other.Id }),
            enclave.Client.Stamped(key, AccountOperations.Register, payload) with { Payload = Bytes(TestEnclave.Registration(other)) },
            enclave.Client.Stamped(key, AccountOperations.Register, payload) with { Payload = Bytes(request with { Name = "x" }) },
            enclave.Client.Stamped(key, AccountOperations.Register, payload) with { Auth = "" },
            enclave.Client.Stamped(key, AccountOperations.Register, payload, claiming: claims => claims with { IssuedAt = claims.IssuedAt - 61 }),
            enclave.Client.Stamped(key, AccountOperations.Register, payload, claiming: claims => claims with { Audience = new string('0', 64) }),
        })
        {
            (await enclave.Client.SendAsync(forged)).MustBeRefused(ErrorCode.Unauthenticated);
        }

        await enclave.RegisterAsync(key);
    }

    [Fact]
    public async Task A_first_key_has_everything_or_what_it_asks_for()
    {
        using TestEnclave enclave = new();
        RegisterResponse all = await enclave.RegisterAsync(key);
        Assert.Contains("wallet.*", all.Scopes);
        Assert.Contains("wallet.exportWallet", all.Scopes);
        Assert.Equal(["account.addKey", "wallet.*"], (await enclave.RegisterAsync(other, ["account.addKey", "wallet.*"])).Scopes);
        using TestKey lame = new();
        (await enclave.Client.CallAsync(lame, AccountOperations.Register, TestEnclave.Registration(lame, ["account.*"]))).MustBeRefused(ErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_repeated_registration_is_the_same_account()
    {
        using TestEnclave enclave = new();
        RegisterResponse first = await enclave.RegisterAsync(key, id: "once");
        Assert.Equal(first.AccountId, (await enclave.RegisterAsync(key, id: "once")).AccountId);
        RegisterRequest another = TestEnclave.Registration(key) with { Name = "Another" };
        (await enclave.Client.CallAsync(key, AccountOperations.Register, another, "once")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        (await enclave.Client.CallAsync(key, AccountOperations.Register, TestEnclave.Registration(key), "twice")).MustBeRefused(ErrorCode.Conflict);

        // Another key's request of the same id is another request.
        Assert.NotEqual(first.AccountId, (await enclave.RegisterAsync(other, id: "once")).AccountId);

        // And the account's own requests have ids of their own.
        await enclave.Client.DoAsync(key, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "x" }, "once");
        enclave.Time.Advance(TimeSpan.FromHours(24));
        (await enclave.Client.CallAsync(key, AccountOperations.Register, TestEnclave.Registration(key), "once")).MustBeRefused(ErrorCode.Conflict);
    }

    [Theory]
    [InlineData("invitation")]
    [InlineData("admin")]
    public async Task Without_an_invitation_nobody_registers(string registration)
    {
        using TestEnclave enclave = Enclave(registration);
        (await RegisterAsync(enclave, null)).MustBeRefused(ErrorCode.Forbidden);
        (await RegisterAsync(enclave, "")).MustBeRefused(ErrorCode.Forbidden);
        (await RegisterAsync(enclave, "e30.e30.AAAA")).MustBeRefused(ErrorCode.Forbidden);
        using TestEnclave unmanned = new(configuration: $$"""{"registration":"{{registration}}"}""");
        (await RegisterAsync(unmanned, Invite(unmanned))).MustBeRefused(ErrorCode.Forbidden);
    }

    [Fact]
    public async Task An_invitation_lets_one_register()
    {
        using TestEnclave enclave = Enclave("invitation");
        string invitation = Invite(enclave);
        (await RegisterAsync(enclave, invitation)).MustSucceed();
        (await RegisterAsync(enclave, invitation, other)).MustBeRefused(ErrorCode.Forbidden);
        (await RegisterAsync(enclave, Invite(enclave, claims => claims with { Id = "second" }), other)).MustSucceed();
    }

    [Fact]
    public async Task An_invitation_is_used_once_also_by_two_at_once()
    {
        using TestEnclave enclave = Enclave("invitation");
        string invitation = Invite(enclave);
        Reply[] replies = await Task.WhenAll(RegisterAsync(enclave, invitation), RegisterAsync(enclave, invitation, other));
        Assert.Single(replies, reply => reply.Code is null);
        Assert.Single(replies, reply => reply.Code == ErrorCode.Forbidden);
    }

    [Fact]
    public async Task An_invitation_holds_as_it_was_written()
    {
        using TestEnclave enclave = Enclave("invitation");
        long now = enclave.Time.GetUtcNow().ToUnixTimeSeconds();
        string good = Invite(enclave);
        string[] parts = good.Split('.');
        foreach (string bad in new[]
        {
            Invite(enclave, claims => claims with { Audience = new string('0', 64) }),
            Invite(enclave, claims => claims with { ExpiresAt = now }),
            Invite(enclave, claims => claims with { ExpiresAt = now - 1 }),
            Invite(enclave, claims => claims with { Subject = other.Id }),
            Invite(enclave, claims => claims with { KeyId = other.Id }),
            Invite(enclave, claims => claims with { KeyId = other.Id }, other),
            Invite(enclave, by: other),
            Invite(enclave, claims => claims with { Id = new string('x', 65) }),
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}..{parts[2]}",
            $"{parts[1]}.{parts[0]}.{parts[2]}",
            $"{good}.",
            StampWriter.Write(Claims(enclave), Bytes(TestEnclave.Registration(key)), admin.Pair),
        })
        {
            (await RegisterAsync(enclave, bad)).MustBeRefused(ErrorCode.Forbidden);
        }

        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            char[] altered = good.ToCharArray();
            altered[bit / 8] ^= (char)(1 << (bit % 8));
            Assert.NotNull((await RegisterAsync(enclave, new string(altered))).Code);
        }

        (await RegisterAsync(enclave, good)).MustSucceed();
    }

    [Fact]
    public async Task In_admin_mode_the_invitation_names_the_key()
    {
        using TestEnclave enclave = Enclave("admin");
        (await RegisterAsync(enclave, Invite(enclave))).MustBeRefused(ErrorCode.Forbidden);
        (await RegisterAsync(enclave, Invite(enclave, claims => claims with { Subject = other.Id }))).MustBeRefused(ErrorCode.Forbidden);
        (await RegisterAsync(enclave, Invite(enclave, claims => claims with { Subject = key.Id }))).MustSucceed();
    }

    /// <summary>A refusal uses nothing up, and a repeat of what was done needs no second invitation.</summary>
    [Fact]
    public async Task An_invitation_is_used_by_what_is_done_alone()
    {
        using TestEnclave enclave = Enclave("invitation");
        string invitation = Invite(enclave);
        RegisterRequest lame = TestEnclave.Registration(key, ["account.*"], invitation);
        (await enclave.Client.CallAsync(key, AccountOperations.Register, lame)).MustBeRefused(ErrorCode.InvalidRequest);
        RegisterRequest good = TestEnclave.Registration(key, invitation: invitation);
        Reply first = (await enclave.Client.CallAsync(key, AccountOperations.Register, good, "once")).MustSucceed();
        Assert.Equal(first.Text, (await enclave.Client.CallAsync(key, AccountOperations.Register, good, "once")).MustSucceed().Text);
    }

    private static byte[] Bytes(RegisterRequest request) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request, AccountOperations.Register.Request);

    private TestEnclave Enclave(string registration) => new(configuration:
        $$"""{"registration":"{{registration}}","adminKeys":[{"kty":"EC","crv":"P-256","x":"{{admin.Jwk.X}}","y":"{{admin.Jwk.Y}}"}]}""");

    private Task<Reply> RegisterAsync(TestEnclave enclave, string? invitation, TestKey? by = null) =>
        enclave.Client.CallAsync(by ?? key, AccountOperations.Register, TestEnclave.Registration(by ?? key, invitation: invitation));

    private string Invite(TestEnclave enclave, Func<InvitationClaims, InvitationClaims>? claiming = null, TestKey? by = null)
    {
        InvitationClaims claims = new()
        {
            KeyId = admin.Id,
            Audience = enclave.GenesisId,
            ExpiresAt = enclave.Time.GetUtcNow().ToUnixTimeSeconds() + 3600,
            Id = "first",
        };
        return Invitation.Write(claiming?.Invoke(claims) ?? claims, (by ?? admin).Pair);
    }

    private StampClaims Claims(TestEnclave enclave) => new()
    {
        KeyId = admin.Id,
        IssuedAt = enclave.Time.GetUtcNow().ToUnixTimeSeconds(),
        RequestId = "x",
        Service = "account",
        Operation = "register",
        Audience = enclave.GenesisId,
    };
}

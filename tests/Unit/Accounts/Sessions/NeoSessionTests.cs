using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>A Neo key opens a session: by a message that names all that it agrees to, or by a login, which gives less.</summary>
public sealed class NeoSessionTests : IAsyncLifetime
{
    private SessionWorld world = null!;

    public async ValueTask InitializeAsync() => world = await SessionWorld.OpenAsync();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(NeoWallet.Salt)]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_wallets_message_opens_a_session_and_its_key_stamps(string? salt)
    {
        StartSessionRequest request = await world.ByWalletAsync(salt: salt);
        StartSessionResponse opened = await world.OpenAsync(request);
        Assert.Equal((world.Session.Id, world.AccountId, world.Wallet.KeyId), (opened.SessionId, opened.AccountId, opened.KeyId));
        Assert.Equal(request.ExpiresAt, opened.ExpiresAt);
        WalletDescription made = await world.DoAsync(world.Session, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "by a session" });
        Assert.Equal("by a session", made.Name);
    }

    /// <summary>The message, as neon-core signs what wallets sign; a stranger writes it from the documentation.</summary>
    [Fact]
    public async Task A_message_signed_by_neon_opens_a_session()
    {
        StartSessionRequest request = await world.ByWalletAsync(scopes: ["wallet.*"]);
        string message = string.Join('\n',
        [
            "Open a session with the Neo Service Layer.", $"Deployment: {world.Enclave.GenesisId}", $"Account: {world.AccountId}",
            $"Session key: {world.Session.Id}", "Scopes: wallet.*", $"Expires: {request.ExpiresAt:yyyy-MM-ddTHH:mm:ssZ}", $"Challenge: {request.Challenge}",
        ]);
        string text = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(NeoWallet.Salt + message));
        string length = Convert.ToHexStringLower(BitConverter.GetBytes((ushort)(text.Length / 2)));
        byte[] secret = new byte[PrivateKey.Length];
        world.Wallet.Key.CopySecretTo(secret);
        System.Text.Json.JsonElement answer = await Neon.RunAsync(new
        {
            signer = new { @private = Convert.ToHexStringLower(secret), messages = new[] { $"010001f0fd{length}{text}0000" } },
        }, "sign.js");
        string signature = answer.GetProperty("signatures")[0].GetString()!;
        await world.OpenAsync(request with { NeoMessage = new NeoMessageSignature { Salt = NeoWallet.Salt, Signature = signature } });
    }

    [Fact]
    public async Task The_message_is_for_its_account_deployment_session_key_scopes_end_and_challenge()
    {
        using TestKey thief = new();
        StartSessionRequest request = await world.ByWalletAsync(scopes: ["wallet.getWallet"]);
        string message = world.Message(request, world.Session);
        Dictionary<string, string> others = new()
        {
            [world.AccountId] = "acc_" + new string('a', 26),
            [world.Enclave.GenesisId] = new string('0', 64),
            [world.Session.Id] = thief.Id,
            ["wallet.getWallet"] = "account.getAccount",
            [$"{request.ExpiresAt:yyyy-MM-ddTHH:mm:ssZ}"] = $"{request.ExpiresAt!.Value.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}",
            [request.Challenge] = await world.ChallengeAsync(),
            ["Open a session"] = "open a session",
            ["\n"] = "\r\n",
        };
        foreach ((string part, string other) in others)
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
            NeoMessageSignature signed = world.Wallet.Sign(message.Replace(part, other, StringComparison.Ordinal));
            (await world.StartAsync(request with { NeoMessage = signed })).MustBeRefused(ErrorCode.Unauthenticated);
        }

        // The same from the other side: what was signed is right, and the request asks for something else.
        foreach (StartSessionRequest other in new[]
        {
            request with { SessionKey = thief.Jwk },
            request with { Scopes = ["wallet.*"] },
            request with { Scopes = null },
            request with { ExpiresAt = request.ExpiresAt!.Value.AddSeconds(1) },
            request with { Challenge = others[request.Challenge] },
            request with { NeoMessage = request.NeoMessage! with { Salt = null } },
            request with { NeoMessage = request.NeoMessage! with { Salt = new string('0', 32) } },
            request with { KeyId = world.Passkey.KeyId },
        })
        {
            (await world.StartAsync(other, other.SessionKey == thief.Jwk ? thief : world.Session)).MustBeRefused(ErrorCode.Unauthenticated);
        }

        Assert.Empty(await world.ListAsync());
        await world.OpenAsync(request);
    }

    [Fact]
    public async Task A_salt_is_32_digits_and_cannot_be_the_beginning_of_another_message()
    {
        StartSessionRequest request = await world.ByWalletAsync();
        foreach (string salt in new[] { "Harmless text, and then: ", NeoWallet.Salt + "0", NeoWallet.Salt[1..], NeoWallet.Salt[1..] + "g", NeoWallet.Salt[1..] + "\n" })
        {
            Reply reply = await world.StartAsync(request with { NeoMessage = world.Wallet.Sign(world.Message(request, world.Session), salt) });
            Assert.Contains("salt", reply.MustBeRefused(ErrorCode.InvalidRequest).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_key_s_message_opens_nothing()
    {
        using NeoWallet stranger = new();
        StartSessionRequest request = await world.ByWalletAsync();
        NeoMessageSignature theirs = stranger.Sign(world.Message(request, world.Session));
        (await world.StartAsync(request with { NeoMessage = theirs })).MustBeRefused(ErrorCode.Unauthenticated);
        (await world.StartAsync(request with { NeoMessage = theirs, KeyId = stranger.KeyId })).MustBeRefused(ErrorCode.Unauthenticated);
        foreach (int bit in Enumerable.Range(0, 512))
        {
            byte[] signature = Convert.FromHexString(request.NeoMessage!.Signature);
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            NeoMessageSignature flipped = request.NeoMessage with { Signature = Convert.ToHexString(signature) };
            (await world.StartAsync(request with { NeoMessage = flipped })).MustBeRefused(ErrorCode.Unauthenticated);
        }

        foreach (string bad in new[] { "", request.NeoMessage!.Signature[2..], request.NeoMessage.Signature + "00", new string('g', 128) })
        {
            (await world.StartAsync(request with { NeoMessage = request.NeoMessage with { Signature = bad } })).MustBeRefused(ErrorCode.InvalidRequest);
        }
    }

    [Fact]
    public async Task The_message_names_its_end_in_whole_seconds()
    {
        StartSessionRequest request = await world.ByWalletAsync();
        foreach (DateTime? end in new DateTime?[] { null, request.ExpiresAt!.Value.AddTicks(1), DateTime.SpecifyKind(request.ExpiresAt.Value, DateTimeKind.Unspecified) })
        {
            Reply reply = await world.StartAsync(request with { ExpiresAt = end });
            Assert.Contains("expiresAt", reply.MustBeRefused(ErrorCode.InvalidRequest).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_login_gives_scopes_that_only_read()
    {
        StartSessionResponse opened = await world.OpenAsync(await world.ByLoginAsync());
        Assert.Contains("account.listAuditEvents", opened.Scopes);
        Assert.Contains("wallet.listWallets", opened.Scopes);
        Assert.DoesNotContain(opened.Scopes, scope => scope.StartsWith("secrets.", StringComparison.Ordinal));
        await world.DoAsync(world.Session, WalletOperations.ListWallets, new ListWalletsRequest());
        (await world.CallAsync(world.Session, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "x" })).MustBeRefused(ErrorCode.Forbidden);
        (await world.CallAsync(world.Session, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "x" })).MustBeRefused(ErrorCode.Forbidden);
    }

    [Theory]
    [InlineData("wallet.*")]
    [InlineData("wallet.createWallet")]
    [InlineData("account.updateAccount")]
    public async Task A_login_gives_nothing_more_if_it_is_asked_for(string scope)
    {
        (await world.StartAsync(await world.ByLoginAsync(["wallet.getWallet", scope]))).MustBeRefused(ErrorCode.Forbidden);
        StartSessionResponse opened = await world.OpenAsync(await world.ByLoginAsync(["wallet.getWallet"]));
        Assert.Equal(["wallet.getWallet"], opened.Scopes);
    }

    [Fact]
    public void What_only_reads_signs_reveals_and_changes_nothing()
    {
        Assert.All(Scopes.Reading, scope => Assert.Matches("^[a-z]+\\.(get|list|check)[A-Z][A-Za-z]+$", scope));
        Assert.DoesNotContain("secrets.getSecretValue", Scopes.Reading);
        Assert.All(Scopes.Reading, scope => Assert.True(Scopes.IsKnown(scope)));
        Assert.True(Scopes.Reading.Count > 10);
    }

    [Fact]
    public async Task A_login_is_for_its_challenge_session_key_account_network_and_time()
    {
        using TestKey thief = new();
        StartSessionRequest request = await world.ByLoginAsync();
        string challenge = request.Challenge;
        ulong nonce = SessionChallenge.LoginNonce(world.Bound(challenge, world.Session));
        NeoLoginSignature good = request.NeoLogin!;
        foreach (StartSessionRequest other in new[]
        {
            request with { SessionKey = thief.Jwk },
            request with { Challenge = await world.ChallengeAsync() },
            request with { NeoLogin = world.Wallet.Login(nonce + 1, world.Now) },
            request with { NeoLogin = world.Wallet.Login(nonce, world.Now.AddMinutes(6)) },
            request with { NeoLogin = world.Wallet.Login(nonce, world.Now.AddMinutes(-6)) },
            request with { NeoLogin = world.Wallet.Login(nonce, world.Now, network: 5195086) },
            request with { NeoLogin = world.Wallet.Login(nonce, world.Now, account: default(UInt160)) },
            request with { NeoLogin = good with { Signature = world.Wallet.Login(nonce, world.Now.AddSeconds(1)).Signature } },
            request with { KeyId = world.Passkey.KeyId },
        })
        {
            (await world.StartAsync(other, other.SessionKey == thief.Jwk ? thief : world.Session)).MustBeRefused(ErrorCode.Unauthenticated);
        }

        (await world.StartAsync(request with { NeoLogin = good with { Message = good.Message[2..] } })).MustBeRefused(ErrorCode.InvalidRequest);
        Assert.Empty(await world.ListAsync());
        await world.OpenAsync(request with { NeoLogin = world.Wallet.Login(nonce, world.Now, NetworkMagic.TestNet) });
    }
}

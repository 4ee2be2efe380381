using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>Keys that open sessions, beside the ones that stamp: added, listed and revoked like these.</summary>
public sealed class OpeningKeyTests : IAsyncLifetime
{
    private SessionWorld world = null!;

    public async ValueTask InitializeAsync() => world = await SessionWorld.OpenAsync();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task They_are_listed_as_what_they_are_under_ids_that_anybody_can_compute()
    {
        ListKeysResponse listed = await world.DoAsync(world.Owner, AccountOperations.ListKeys, new ListKeysRequest());
        Assert.Equal(3, listed.Keys.Count);
        KeyDescription neo = Assert.Single(listed.Keys, key => key.Kind == KeyKind.Neo);
        Assert.Equal((world.Wallet.Key.PublicKey.ToString(), null), (neo.NeoPublicKey, neo.CredentialId));
        Assert.Equal(Base64UrlText.Encode(SHA256.HashData([.. "neo"u8, .. world.Wallet.Key.PublicKey.ToBytes()])), neo.KeyId);
        KeyDescription passkey = Assert.Single(listed.Keys, key => key.Kind == KeyKind.WebAuthn);
        Assert.Equal((null, Base64UrlText.Encode(world.Passkey.CredentialId)), (passkey.NeoPublicKey, passkey.CredentialId));
        Assert.Equal(Base64UrlText.Encode(SHA256.HashData([.. "webauthn"u8, .. world.Passkey.CredentialId])), passkey.KeyId);
        Assert.Equal(world.Passkey.Adding(["account.*"]).PublicKey, passkey.PublicKey);
        Assert.All([neo, passkey], key => Assert.Equal(["account.*", "wallet.*"], key.Scopes));
    }

    /// <summary>Published keys of Neo: the JWK's coordinates, and the compressed form back.</summary>
    [Fact]
    public async Task Neo_keys_are_read_as_Neo_writes_them()
    {
        foreach (string text in Vectors.Keys.Select(key => key.Public))
        {
            await world.DoAsync(world.Owner, AccountOperations.AddKey, Neo(text.ToUpperInvariant()));
        }

        ListKeysResponse listed = await world.DoAsync(world.Owner, AccountOperations.ListKeys, new ListKeysRequest());
        Assert.All(Vectors.Keys, key =>
        {
            KeyDescription found = Assert.Single(listed.Keys, listed => listed.NeoPublicKey == key.Public);
            Assert.True(Base64UrlText.TryDecode(found.PublicKey.X, 32, out byte[] x));
            Assert.Equal(key.Public[2..], Convert.ToHexStringLower(x));
        });
    }

    [Fact]
    public async Task They_are_never_taken_again_and_no_first_key()
    {
        (await world.CallAsync(world.Owner, AccountOperations.AddKey, world.Wallet.Adding(["account.*"]))).MustBeRefused(ErrorCode.Conflict);
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Wallet.KeyId });
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Passkey.KeyId });
        (await world.CallAsync(world.Owner, AccountOperations.AddKey, world.Wallet.Adding(["account.*"]))).MustBeRefused(ErrorCode.Conflict);
        (await world.CallAsync(world.Owner, AccountOperations.AddKey, world.Passkey.Adding(["account.*"]))).MustBeRefused(ErrorCode.Conflict);
        using TestKey other = new();
        RegisterRequest registration = TestEnclave.Registration(other);
        foreach (KeyKind kind in new[] { KeyKind.Neo, KeyKind.WebAuthn })
        {
            RegisterRequest first = registration with { Key = new NewKey { Kind = kind, PublicKey = other.Jwk } };
            (await world.CallAsync(other, AccountOperations.Register, first)).MustBeRefused(ErrorCode.InvalidRequest);
        }
    }

    [Fact]
    public async Task They_get_no_scope_that_the_key_which_adds_them_has_not()
    {
        using TestKey helper = new();
        using NeoWallet another = new();
        using SoftwarePasskey third = new();
        await world.DoAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*", "account.addKey"]));
        (await world.CallAsync(helper, AccountOperations.AddKey, another.Adding(["wallet.*"]))).MustBeRefused(ErrorCode.Forbidden);
        (await world.CallAsync(helper, AccountOperations.AddKey, third.Adding(["account.revokeKey"]))).MustBeRefused(ErrorCode.Forbidden);
        await world.DoAsync(helper, AccountOperations.AddKey, another.Adding(["account.*"]));
    }

    [Fact]
    public async Task Members_of_another_kind_are_refused()
    {
        using NeoWallet another = new();
        using SoftwarePasskey third = new();
        AddKeyRequest neo = another.Adding(["account.*"]);
        AddKeyRequest passkey = third.Adding(["account.*"]);
        AddKeyRequest stamping = TestEnclave.Adding(world.Session, ["account.*"]);
        foreach (AddKeyRequest bad in new[]
        {
            neo with { PublicKey = stamping.PublicKey },
            neo with { NeoPublicKey = null },
            neo with { NeoPublicKey = null, PublicKey = stamping.PublicKey },
            neo with { NeoPublicKey = neo.NeoPublicKey![2..] },
            neo with { NeoPublicKey = "0x" + neo.NeoPublicKey[2..] },
            neo with { NeoPublicKey = "04" + neo.NeoPublicKey[2..] },
            neo with { NeoPublicKey = "02" + new string('f', 64) },
            neo with { NeoPublicKey = new string('0', 66) },
            neo with { CredentialId = passkey.CredentialId },
            passkey with { CredentialId = null },
            passkey with { CredentialId = passkey.CredentialId + "=" },
            passkey with { CredentialId = Base64UrlText.Encode(new byte[15]) },
            passkey with { CredentialId = Base64UrlText.Encode(new byte[1024]) },
            passkey with { PublicKey = null },
            passkey with { PublicKey = passkey.PublicKey! with { X = passkey.PublicKey.Y } },
            passkey with { NeoPublicKey = neo.NeoPublicKey },
            stamping with { NeoPublicKey = neo.NeoPublicKey },
            stamping with { CredentialId = passkey.CredentialId },
            stamping with { PublicKey = null },
        })
        {
            (await world.CallAsync(world.Owner, AccountOperations.AddKey, bad)).MustBeRefused(ErrorCode.InvalidRequest);
        }

        await world.DoAsync(world.Owner, AccountOperations.AddKey, passkey with { CredentialId = Base64UrlText.Encode(new byte[1023]) });
    }

    private static AddKeyRequest Neo(string publicKey) => new() { Kind = KeyKind.Neo, NeoPublicKey = publicKey, Scopes = ["account.*"] };
}

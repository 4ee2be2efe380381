using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Secrets.Transit;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;
using static NeoServiceLayer.Tests.Secrets.TransitCalls;

namespace NeoServiceLayer.Tests.Secrets;

public sealed class TransitTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("plain", null)]
    [InlineData("plain", "")]
    [InlineData("plain", "context")]
    public async Task What_was_encrypted_is_decrypted_with_the_same_associated_data(string plaintext, string? associated)
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        string ciphertext = await EncryptAsync(world, "k", plaintext, associated);
        Assert.StartsWith("nsl:v1:", ciphertext, StringComparison.Ordinal);
        Assert.Equal(plaintext, await DecryptAsync(world, "k", ciphertext, associated));
        Assert.NotEqual(ciphertext, await EncryptAsync(world, "k", plaintext, associated));
        Assert.StartsWith("ciphertext does not open", await Refused.AsAsync(
            ErrorCode.InvalidRequest, DecryptAsync(world, "k", ciphertext, "another")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ciphertext_with_any_bit_flipped_is_refused()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        byte[] message = Convert.FromBase64String((await EncryptAsync(world, "k", "hi"))["nsl:v1:".Length..]);
        Assert.Equal(2 + TransitKey.Overhead, message.Length);
        for (int bit = 0; bit < message.Length * 8; bit++)
        {
            byte[] flipped = [.. message];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await Refused.MemberAsync("ciphertext ", DecryptAsync(world, "k", "nsl:v1:" + Convert.ToBase64String(flipped)));
        }
    }

    [Fact]
    public async Task A_ciphertext_of_another_key_account_or_version_is_refused()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        await CreateAsync(world, "other");
        await world.Bob.DoAsync(world.Service.TransitManagement.CreateAsync, new CreateTransitKeyRequest { KeyName = "k" });
        string ciphertext = await EncryptAsync(world, "k", "hi");
        await RotateAsync(world, "k");
        await Refused.MemberAsync("ciphertext ", DecryptAsync(world, "other", ciphertext));
        await Refused.MemberAsync("ciphertext ", world.Bob.DoAsync(
            world.Service.TransitUse.DecryptAsync, new DecryptRequest { KeyName = "k", Ciphertext = ciphertext }));
        await Refused.MemberAsync("ciphertext ", DecryptAsync(world, "k", ciphertext.Replace(":v1:", ":v2:", StringComparison.Ordinal)));
        await Refused.MemberAsync("ciphertext ", DecryptAsync(world, "k", ciphertext.Replace(":v1:", ":v3:", StringComparison.Ordinal)));
        Assert.Equal("hi", await DecryptAsync(world, "k", ciphertext));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nsl:v")]
    [InlineData("nsl:v1:")]
    [InlineData("nsl:v0:AAAA")]
    [InlineData("nsl:v-1:AAAA")]
    [InlineData("nsl:v99999999999999999999:AAAA")]
    [InlineData("vault:v1:AAAA")]
    [InlineData("nsl:v1:****")]
    [InlineData("nsl:v1:AAA")]
    [InlineData("nsl:v1:AA AA")]
    [InlineData("nsl:v01:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_ciphertext_is_refused(string text)
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        await Refused.MemberAsync("ciphertext ", DecryptAsync(world, "k", text));
        await Refused.MemberAsync("hmac ", VerifyAsync(world, "k", "data", text));
    }

    [Fact]
    public async Task An_hmac_is_verified_and_is_no_other_keys_or_datas()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        await CreateAsync(world, "other");
        string hmac = await AuthenticateAsync(world, "k", "data");
        Assert.Equal(hmac, await AuthenticateAsync(world, "k", "data"));
        Assert.True(await VerifyAsync(world, "k", "data", hmac));
        Assert.False(await VerifyAsync(world, "k", "Data", hmac));
        Assert.False(await VerifyAsync(world, "other", "data", hmac));
        await RotateAsync(world, "k");
        Assert.True(await VerifyAsync(world, "k", "data", hmac));
        Assert.False(await VerifyAsync(world, "k", "data", hmac.Replace(":v1:", ":v2:", StringComparison.Ordinal)));
        Assert.False(await VerifyAsync(world, "k", "data", hmac.Replace(":v1:", ":v3:", StringComparison.Ordinal)));
        Assert.StartsWith("nsl:v2:", await AuthenticateAsync(world, "k", "data"), StringComparison.Ordinal);
        await UpdateAsync(world, "k", decrypting: 2);
        await Refused.AsAsync(ErrorCode.PolicyDenied, VerifyAsync(world, "k", "data", hmac));
    }

    [Fact]
    public async Task Ciphertext_and_hmac_are_what_the_documentation_says()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        string ciphertext = await EncryptAsync(world, "k", "plain", "context");
        byte[] key = Assert.Single(world.Records, record => record.Key.StartsWith("transit-secret/", StringComparison.Ordinal)).Value;
        byte[] message = Convert.FromBase64String(ciphertext["nsl:v1:".Length..]);
        byte[] own = HKDF.DeriveKey(HashAlgorithmName.SHA256, key[..32], 32, message[..32], Encoding.ASCII.GetBytes("nsl/1 transit-message"));
        byte[] associated = [1, (byte)'k', 0, 0, 0, 0, 0, 0, 0, 1, .. "context"u8];
        byte[] plaintext = new byte[5];
        using AesGcm cipher = new(own, 16);
        cipher.Decrypt(new byte[12], message[32..^16], message[^16..], plaintext, associated);
        Assert.Equal("plain"u8, plaintext);
        Assert.Equal(
            "nsl:v1:" + Convert.ToBase64String(HMACSHA256.HashData(key[32..], "data"u8)), await AuthenticateAsync(world, "k", "data"));
    }

    [Fact]
    public async Task A_plaintext_leaves_sealed_to_a_recipient_key_and_bound_to_key_and_version()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        await RotateAsync(world, "k");
        DecryptResponse answer = await world.Alice.DoAsync(world.Service.TransitUse.DecryptAsync, new DecryptRequest
        {
            KeyName = "k",
            Ciphertext = await EncryptAsync(world, "k", "hi"),
            RecipientKey = world.Recipient.PublicKey.ToArray(),
        });
        Assert.Null(answer.Plaintext);
        byte[] plaintext = new byte[2];
        byte[] bound = [.. SecretsWorld.GenesisId, 1, (byte)'k', 0, 0, 0, 0, 0, 0, 0, 2];
        Assert.True(Hpke.TryOpen(world.Recipient, "nsl/1 transit-plaintext"u8, bound, answer.SealedPlaintext, plaintext));
        Assert.Equal("hi"u8, plaintext);
        Assert.Equal(2, BinaryPrimitives.ReadInt64BigEndian(bound.AsSpan(^8..)));
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        string most = new('x', SecretsLimits.MaxTransitBytes);
        Assert.Equal(most, await DecryptAsync(world, "k", await EncryptAsync(world, "k", most)));
        Assert.True(await VerifyAsync(world, "k", most, await AuthenticateAsync(world, "k", most)));
        await Refused.MemberAsync("plaintext ", EncryptAsync(world, "k", most + "x"));
        await Refused.MemberAsync("data ", AuthenticateAsync(world, "k", most + "x"));
        await Refused.MemberAsync("data ", VerifyAsync(world, "k", most + "x", "nsl:v1:" + Convert.ToBase64String(new byte[32])));
        await Refused.MemberAsync("associatedData ", EncryptAsync(world, "k", "x", new string('a', SecretsLimits.MaxAssociatedBytes + 1)));
        await Refused.MemberAsync("ciphertext ", DecryptAsync(
            world, "k", "nsl:v1:" + Convert.ToBase64String(new byte[SecretsLimits.MaxTransitBytes + TransitKey.Overhead + 1])));
    }
}

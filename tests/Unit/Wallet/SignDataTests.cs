using System.Text;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class SignDataTests
{
    private const uint PrivateNetwork = 1234567;

    [Theory]
    [InlineData(DataFormat.Raw, BytesEncoding.Base64)]
    [InlineData(DataFormat.Raw, BytesEncoding.Hex)]
    [InlineData(DataFormat.LegacyMessage, BytesEncoding.Base64)]
    [InlineData(DataFormat.LegacyMessage, BytesEncoding.Hex)]
    public async Task What_is_signed_verifies(DataFormat format, BytesEncoding encoding)
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync();
        byte[] data = Encoding.UTF8.GetBytes("Pay 5 GAS to Zoë");
        string text = RequestBytes.Write(data, encoding);
        SignDataResponse signed = await world.Alice.SignDataAsync(
            new SignDataRequest { WalletId = wallet.WalletId, Data = text, Encoding = encoding, Format = format });
        Assert.Equal((wallet.PublicKey, wallet.Address), (signed.PublicKey, signed.Address));
        Assert.Equal(format == DataFormat.LegacyMessage, signed.Salt is not null);
        Assert.Equal(wallet.WalletId, world.Target);
        Assert.True(DataVerifier.Verify(new VerifyDataRequest
        {
            Data = text,
            Encoding = encoding,
            Signature = signed.Signature,
            PublicKey = signed.PublicKey,
            Format = format,
            Salt = signed.Salt,
        }).Valid);
    }

    [Fact]
    public async Task A_salt_is_taken_or_drawn()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(blind: false);
        SignDataRequest request = new() { WalletId = wallet.WalletId, Data = "QQ==", Format = DataFormat.LegacyMessage };
        Assert.Equal("salt", (await world.Alice.SignDataAsync(request with { Salt = "salt" })).Salt);
        Assert.Equal(string.Empty, (await world.Alice.SignDataAsync(request with { Salt = string.Empty })).Salt);
        string drawn = (await world.Alice.SignDataAsync(request)).Salt!;
        Assert.Matches("^[0-9a-f]{32}$", drawn);
        Assert.NotEqual(drawn, (await world.Alice.SignDataAsync(request)).Salt);
    }

    [Fact]
    public async Task Raw_data_need_blind_signing_and_are_never_36_bytes()
    {
        using WalletWorld world = new();
        WalletDescription careful = await world.Alice.CreateAsync(blind: false);
        WalletDescription blind = await world.Alice.CreateAsync();
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignDataAsync(Raw(careful, [1])));
        Assert.Equal(careful.WalletId, world.Target);
        foreach (uint network in new[] { NetworkMagic.MainNet, NetworkMagic.TestNet, PrivateNetwork, 0u })
        {
            await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignDataAsync(Raw(blind, TransferVector.Unsigned().SignedData(network))));
        }

        foreach (int length in new[] { 0, 1, 35, 37, WalletLimits.MaxDataBytes })
        {
            await world.Alice.SignDataAsync(Raw(blind, new byte[length]));
        }

        await Refused.MemberAsync("data ", world.Alice.SignDataAsync(Raw(blind, new byte[WalletLimits.MaxDataBytes + 1])));
    }

    [Fact]
    public async Task A_sign_in_names_this_wallet_a_known_network_and_a_time_that_is_now()
    {
        using WalletWorld world = new(WalletWorld.Usual with { PrivateNetworks = [PrivateNetwork] });
        WalletDescription wallet = await world.Alice.CreateAsync(blind: false);
        Assert.True(UInt160.TryParse(wallet.ScriptHash, out UInt160 account));
        uint now = (uint)world.Now.ToUnixTimeSeconds();
        Nep20Message good = new(NetworkMagic.MainNet, 7, now, account);

        foreach (Nep20Message taken in new[]
        {
            good, good with { Network = NetworkMagic.TestNet }, good with { Network = PrivateNetwork },
            good with { Timestamp = now - 300 }, good with { Timestamp = now + 300 },
        })
        {
            byte[] data = taken.ToBytes();
            SignDataResponse signed = await world.Alice.SignDataAsync(SignIn(wallet, data));
            Assert.True(Vectors.Public(wallet.PublicKey!).Verify(data, Convert.FromBase64String(signed.Signature)));
        }

        foreach (Nep20Message denied in new[]
        {
            good with { Network = PrivateNetwork + 1 }, good with { Network = 877933390 }, good with { ScriptHash = TransferVector.Sender },
            good with { Timestamp = now - 301 }, good with { Timestamp = now + 301 }, good with { Timestamp = 0 },
        })
        {
            await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignDataAsync(SignIn(wallet, denied.ToBytes())));
        }

        await Refused.MemberAsync("data ", world.Alice.SignDataAsync(SignIn(wallet, good.ToBytes()[1..])));

        // What the signers of a transaction sign is 36 bytes too: their last 20 are no account.
        await Refused.AsAsync(
            ErrorCode.PolicyDenied, world.Alice.SignDataAsync(SignIn(wallet, TransferVector.Unsigned().SignedData(NetworkMagic.MainNet))));
    }

    [Fact]
    public async Task What_cannot_be_signed_is_refused_by_the_members_name()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync();
        WalletDescription several = await world.Alice.CreateMultisigAsync(1, wallet.PublicKey!);
        SignDataRequest good = Raw(wallet, [1]);
        await Refused.MemberAsync("data ", world.Alice.SignDataAsync(good with { Data = "!" }));
        await Refused.MemberAsync("encoding ", world.Alice.SignDataAsync(good with { Encoding = (BytesEncoding)9 }));
        await Refused.MemberAsync("format ", world.Alice.SignDataAsync(good with { Format = (DataFormat)9 }));
        await Refused.MemberAsync("salt ", world.Alice.SignDataAsync(good with { Salt = "1" }));
        await Refused.MemberAsync("salt ", world.Alice.SignDataAsync(
            good with { Format = DataFormat.LegacyMessage, Salt = new string('0', WalletLimits.MaxSaltLength + 1) }));
        await Refused.MemberAsync("data ", world.Alice.SignDataAsync(good with { Format = DataFormat.LegacyMessage, Data = "gA==" }));
        await Refused.MemberAsync("walletId is that of a multisig", world.Alice.SignDataAsync(good with { WalletId = several.WalletId }));
    }

    [Fact]
    public async Task Neon_verifies_what_a_wallet_signed()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0]);
        byte[] data = Encoding.UTF8.GetBytes("neon");
        SignDataResponse signed = await world.Alice.SignDataAsync(Raw(wallet, data) with
        {
            Encoding = BytesEncoding.Hex,
            Data = Convert.ToHexStringLower(data),
        });
        System.Text.Json.JsonElement answer = await Neon.RunAsync(new
        {
            keys = Vectors.Keys.Select(vector => new
            {
                @private = vector.Private,
                message = Convert.ToHexStringLower(data),
                signature = signed.Signature,
            }),
            signer = new { @private = Vectors.Keys[0].Private, messages = Array.Empty<string>() },
        });
        Assert.Equal([true, false, false], answer.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("verified").GetBoolean()));
        Assert.Equal(wallet.Address, answer.GetProperty("keys")[0].GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_loaded_key_is_used_without_its_record()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync();
        await world.Alice.SignDataAsync(Raw(wallet, [1]));
        int before = world.Store.Reads["wallet-key"];
        for (int i = 0; i < 5; i++)
        {
            await world.Alice.SignDataAsync(Raw(wallet, [1]));
        }

        Assert.Equal(before, world.Store.Reads["wallet-key"]);
        await world.Alice.FreezeAsync(wallet.WalletId);
        await world.Alice.FreezeAsync(wallet.WalletId, frozen: false);
        await world.Alice.SignDataAsync(Raw(wallet, [1]));
        Assert.Equal(before + 1, world.Store.Reads["wallet-key"]);
    }

    private static SignDataRequest Raw(WalletDescription wallet, byte[] data) =>
        new() { WalletId = wallet.WalletId, Data = Convert.ToBase64String(data), Format = DataFormat.Raw };

    private static SignDataRequest SignIn(WalletDescription wallet, byte[] data) =>
        new() { WalletId = wallet.WalletId, Data = Convert.ToBase64String(data), Format = DataFormat.Nep20 };
}

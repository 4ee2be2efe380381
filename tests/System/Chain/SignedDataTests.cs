using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Tests.Neo;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>Signatures of <c>wallet.signData</c>, verified by a contract on a real chain, and by neon-core.</summary>
[Collection(typeof(OnChain))]
public sealed class SignedDataTests(PrivateChain chain)
{
    private const int Secp256r1Sha256 = 23;

    private static readonly UInt160 CryptoLib = NativeContracts.All.Single(contract => contract.Value == "CryptoLib").Key;

    [Theory]
    [InlineData(DataFormat.Raw)]
    [InlineData(DataFormat.LegacyMessage)]
    [InlineData(DataFormat.Nep20)]
    public async Task A_contract_and_neon_take_the_signature_for_these_data_and_no_others(DataFormat format)
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using ChainAccount owner = await ChainAccount.RegisterAsync(system, chain, "owner");
        WalletDescription wallet = await owner.CreateSingleAsync();
        byte[] data = DataFor(format, wallet);
        SignDataResponse answer = await owner.SignAsync(wallet, format, data);
        Assert.Equal(wallet.PublicKey, answer.PublicKey);

        byte[] signed = format == DataFormat.LegacyMessage ? SignedMessages.Legacy(Encoding.UTF8.GetString(data), answer.Salt!) : data;
        byte[] other = [.. signed];
        other[^1] ^= 1;
        Assert.True(await ContractTakesAsync(signed, answer));
        Assert.False(await ContractTakesAsync(other, answer));

        JsonElement neon = await Neon.RunAsync(
            new { network = chain.Network, transactions = Array.Empty<string>(), data = new[] { ForNeon(signed, answer), ForNeon(other, answer) } },
            "signatures.js");
        Assert.Equal([true, false], neon.GetProperty("data").EnumerateArray().Select(verified => verified.GetBoolean()));
    }

    private static byte[] DataFor(DataFormat format, WalletDescription wallet)
    {
        switch (format)
        {
            case DataFormat.Raw:
                return RandomNumberGenerator.GetBytes(1000);
            case DataFormat.LegacyMessage:
                return Encoding.UTF8.GetBytes("Ich bin's, ☃");
            default:
                Assert.True(UInt160.TryParse(wallet.ScriptHash, out UInt160 account));
                uint now = (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
                return new Nep20Message(NetworkMagic.MainNet, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)), now, account).ToBytes();
        }
    }

    private async Task<bool> ContractTakesAsync(byte[] message, SignDataResponse answer)
    {
        byte[] script = new ScriptBuilder()
            .Push(Secp256r1Sha256)
            .Push(Convert.FromHexString(answer.Signature))
            .Push(Convert.FromHexString(answer.PublicKey))
            .Push(message)
            .Push(4).Emit(OpCode.PACK)
            .Call(CryptoLib, "verifyWithECDsa", CallFlags.None)
            .ToArray();
        JsonElement run = await chain.Rpc.CallAsync("invokescript", Convert.ToBase64String(script));
        Assert.Equal("HALT", run.GetProperty("state").GetString());
        JsonElement result = Assert.Single(run.GetProperty("stack").EnumerateArray());
        Assert.Equal("Boolean", result.GetProperty("type").GetString());
        return result.GetProperty("value").GetBoolean();
    }

    private static object ForNeon(byte[] message, SignDataResponse answer) =>
        new { key = answer.PublicKey, message = Convert.ToHexStringLower(message), signature = answer.Signature };
}

using System.Text.Json;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Tests.Neo;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>A contract on a real chain verifies a receipt of the published enclave.</summary>
[Collection(typeof(OnChain))]
public sealed class ReceiptOnChainTests(PrivateChain chain)
{
    private const int Secp256r1Sha256 = 23;

    private static readonly UInt160 CryptoLib = NativeContracts.All.Single(contract => contract.Value == "CryptoLib").Key;

    [Fact]
    public async Task A_contract_takes_the_receipt_and_none_that_was_changed()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        string home = Path.Combine(system.Folder, "home");
        Assert.Equal(0, (await NslRun.Async(system.Api.BaseAddress!, home, "--request-id", "r-1", "account", "register", "--name", "Me")).Code);
        string text = await File.ReadAllTextAsync(Path.Combine(home, "receipts", "r-1.jws"), TestContext.Current.CancellationToken);
        Assert.True(Receipt.TryRead(text.TrimEnd(), out Receipt? receipt));
        using JsonDocument boot = JsonDocument.Parse(await File.ReadAllBytesAsync(
            Directory.GetFiles(Path.Combine(home, "boots")).Single(), TestContext.Current.CancellationToken));
        byte[] key = Convert.FromHexString(boot.RootElement.GetProperty("identity").EnumerateArray()
            .Single(entry => entry.GetProperty("name").GetString() == "receiptKey").GetProperty("value").GetString()!);
        byte[] message = receipt.SigningInput.ToArray();
        Assert.True(await ContractTakesAsync(message, key, receipt.Signature.ToArray()));
        message[^1] ^= 1;
        Assert.False(await ContractTakesAsync(message, key, receipt.Signature.ToArray()));
    }

    /// <summary>The key is compressed: the first byte says which y there is.</summary>
    private async Task<bool> ContractTakesAsync(byte[] message, byte[] key, byte[] signature)
    {
        byte[] script = new ScriptBuilder()
            .Push(Secp256r1Sha256)
            .Push(signature)
            .Push((byte[])[(byte)(2 + (key[^1] & 1)), .. key[1..33]])
            .Push(message)
            .Push(4).Emit(OpCode.PACK)
            .Call(CryptoLib, "verifyWithECDsa", CallFlags.None)
            .ToArray();
        JsonElement run = await chain.Rpc.CallAsync("invokescript", Convert.ToBase64String(script));
        Assert.Equal("HALT", run.GetProperty("state").GetString());
        return Assert.Single(run.GetProperty("stack").EnumerateArray()).GetProperty("value").GetBoolean();
    }
}

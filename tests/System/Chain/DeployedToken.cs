using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>A token by NEP-17 that is none of the native ones: it keeps balances, asks for its owners' witnesses, and says no to who has too little.</summary>
internal static class DeployedToken
{
    internal const string Symbol = "TOK";
    private const byte IntegerType = 0x21;

    private static readonly UInt160 Management = NativeContracts.All.Single(contract => contract.Value == "ContractManagement").Key;

    /// <summary>Deploys it on a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="owner">Who has all of it at first.</param>
    /// <param name="supply">How much that is.</param>
    /// <returns>The contract.</returns>
    internal static async Task<UInt160> DeployAsync(PrivateChain chain, UInt160 owner, BigInteger supply)
    {
        using PrivateKey key = PrivateKey.Create();
        AccountContract deployer = AccountContract.Single(key.PublicKey);
        await chain.FundAsync(Address.ToAddress(deployer.ScriptHash), 50);
        (byte[] code, string manifest) = Write(supply);
        byte[] nef = Nef(code);
        byte[] script = new ScriptBuilder().Push(owner).Push(Encoding.UTF8.GetBytes(manifest)).Push(nef).Push(3).Emit(OpCode.PACK)
            .Call(Management, "deploy", CallFlags.All).ToArray();
        Transaction transaction = await chain.PrepareAsync(deployer, script);
        byte[] invocation = [(byte)OpCode.PUSHDATA1, PublicKey.SignatureLength, .. key.Sign(transaction.SignedData(chain.Network))];
        string hash = await chain.SendAsync(transaction.WithWitnesses(new Witness(invocation, deployer.Script)).ToBytes());
        Assert.Equal("HALT", await chain.StateInBlockAsync(hash));
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(nef.AsSpan(^4));
        return Hash.Hash160(new ScriptBuilder().Emit(OpCode.ABORT).Push(deployer.ScriptHash).Push(checksum).Push(Symbol).ToArray());
    }

    private static (byte[] Code, string Manifest) Write(BigInteger supply)
    {
        ScriptBuilder deploy = new ScriptBuilder().Emit(OpCode.INITSLOT, 0, 2)
            .Push(supply).Emit(OpCode.LDARG0).Syscall("System.Storage.GetContext").Syscall("System.Storage.Put").Emit(OpCode.RET);
        ScriptBuilder balance = Balance(new ScriptBuilder().Emit(OpCode.INITSLOT, 0, 1), OpCode.LDARG0).Emit(OpCode.RET);
        byte[] code = [.. deploy.ToArray(), .. balance.ToArray(), .. Transfer().ToArray()];
        int balanceAt = deploy.ToArray().Length;
        int transferAt = balanceAt + balance.ToArray().Length;
        return (code, $$$"""
            {"name":"{{{Symbol}}}","groups":[],"features":{},"supportedstandards":["NEP-17"],"abi":{"methods":[
            {"name":"_deploy","parameters":[{"name":"data","type":"Any"},{"name":"update","type":"Boolean"}],"offset":0,"returntype":"Void","safe":false},
            {"name":"balanceOf","parameters":[{"name":"account","type":"Hash160"}],"offset":{{{balanceAt}}},"returntype":"Integer","safe":true},
            {"name":"transfer","parameters":[{"name":"from","type":"Hash160"},{"name":"to","type":"Hash160"},{"name":"amount","type":"Integer"},
            {"name":"data","type":"Any"}],"offset":{{{transferAt}}},"returntype":"Boolean","safe":false}],
            "events":[{"name":"Transfer","parameters":[{"name":"from","type":"Hash160"},{"name":"to","type":"Hash160"},{"name":"amount","type":"Integer"}]}]},
            "permissions":[],"trusts":[],"extra":null}
            """.ReplaceLineEndings(""));
    }

    /// <summary>transfer(from, to, amount, data): the jump leads over the answer no.</summary>
    private static ScriptBuilder Transfer()
    {
        ScriptBuilder code = new ScriptBuilder().Emit(OpCode.INITSLOT, 1, 4)
            .Emit(OpCode.LDARG0).Syscall("System.Runtime.CheckWitness").Emit(OpCode.ASSERT)
            .Emit(OpCode.LDARG2).Push(0).Emit(OpCode.GE).Emit(OpCode.ASSERT);
        Balance(code, OpCode.LDARG0).Emit(OpCode.STLOC0)
            .Emit(OpCode.LDLOC0).Emit(OpCode.LDARG2).Emit(OpCode.GE).Emit(OpCode.JMPIF, 4).Push(false).Emit(OpCode.RET)
            .Emit(OpCode.LDLOC0).Emit(OpCode.LDARG2).Emit(OpCode.SUB).Emit(OpCode.LDARG0)
            .Syscall("System.Storage.GetContext").Syscall("System.Storage.Put");
        Balance(code, OpCode.LDARG1).Emit(OpCode.LDARG2).Emit(OpCode.ADD).Emit(OpCode.LDARG1)
            .Syscall("System.Storage.GetContext").Syscall("System.Storage.Put");
        return code.Emit(OpCode.LDARG2).Emit(OpCode.LDARG1).Emit(OpCode.LDARG0).Push(3).Emit(OpCode.PACK)
            .Push("Transfer").Syscall("System.Runtime.Notify").Push(true).Emit(OpCode.RET);
    }

    /// <summary>What an account has; 0 where nothing is kept of it: the jump leads over what makes null a 0.</summary>
    private static ScriptBuilder Balance(ScriptBuilder code, OpCode account) => code
        .Emit(account).Syscall("System.Storage.GetContext").Syscall("System.Storage.Get")
        .Emit(OpCode.DUP).Emit(OpCode.ISNULL).Emit(OpCode.JMPIFNOT, 4).Emit(OpCode.DROP).Push(0).Emit(OpCode.CONVERT, IntegerType);

    private static byte[] Nef(byte[] code)
    {
        byte[] length = [0xfd, .. BitConverter.GetBytes((ushort)code.Length)];
        byte[] body = [.. "NEF3"u8, .. new byte[64], 0, 0, 0, 0, 0, .. code.Length < 0xfd ? [(byte)code.Length] : length, .. code];
        return [.. body, .. SHA256.HashData(SHA256.HashData(body)).AsSpan(0, 4)];
    }
}

using System.Numerics;
using NeoServiceLayer.Neo.Scripts;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Scripts;

public sealed class TableTests
{
    [Theory]
    [InlineData("GasToken", "d2a4cff31913016155e38e474a2c06d08be276cf")]
    [InlineData("NeoToken", "ef4073a0f2b305a38ec4050e4d3d28bc40ea63f5")]
    [InlineData("PolicyContract", "cc5e4edd9f5f8dba8bb65734541df7a1c081c67b")]
    [InlineData("ContractManagement", "fffdc93764dbaddd97c48f252a53ea4643faa3fd")]
    [InlineData("OracleContract", "fe924b7cfe89ddd271abaf7210a80a7e11178758")]
    [InlineData("CryptoLib", "726cb6e0cd8628a1350a611384688911ab75f51b")]
    public void Native_contracts_have_the_hashes_of_the_chain(string name, string bigEndian) =>
        Assert.Equal("0x" + bigEndian, NativeContracts.All.Single(pair => pair.Value == name).Key.ToString());

    [Theory]
    [InlineData("System.Contract.Call", "627d5b52")]
    [InlineData("System.Crypto.CheckSig", "56e7b327")]
    [InlineData("System.Crypto.CheckMultisig", "9ed0dc3a")]
    public void Syscalls_have_the_operands_of_the_chain(string name, string operand)
    {
        Assert.Equal(operand, Convert.ToHexStringLower(Syscalls.Hash(name)));
        Assert.Equal(name, Syscalls.Find(Convert.FromHexString(operand)));
    }

    [Fact]
    public void A_service_that_does_not_exist_has_no_name()
    {
        Assert.Null(Syscalls.Find([1, 2, 3, 4]));
        Assert.Null(Syscalls.Find([1, 2, 3]));
    }

    [Theory]
    [InlineData("-1", "0f")]
    [InlineData("0", "10")]
    [InlineData("16", "20")]
    [InlineData("17", "0011")]
    [InlineData("-2", "00fe")]
    [InlineData("127", "007f")]
    [InlineData("128", "018000")]
    [InlineData("-128", "0080")]
    [InlineData("-129", "017fff")]
    [InlineData("32768", "0200800000")]
    [InlineData("2147483648", "030000008000000000")]
    [InlineData("9223372036854775808", "0400000000000000800000000000000000")]
    public void Integers_are_pushed_with_the_shortest_instruction(string value, string script) =>
        Assert.Equal(script, Convert.ToHexStringLower(new ScriptBuilder().Push(BigInteger.Parse(value)).ToArray()));

    [Fact]
    public void Integers_have_32_bytes_at_most()
    {
        BigInteger most = (BigInteger.One << 255) - 1;
        Assert.Equal(33, new ScriptBuilder().Push(most).ToArray().Length);
        Assert.Equal(33, new ScriptBuilder().Push(-most - 1).ToArray().Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScriptBuilder().Push(most + 1));
    }
}

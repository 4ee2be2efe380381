using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Tests.Neo.Transactions;

/// <summary>A transfer of GAS whose bytes three independent implementations agree on.</summary>
internal static class TransferVector
{
    internal const string ScriptHex =
        "0b02d20296490c140da967a400432bf27f8e8eb46fe8ac659eccde040c140df06de9ec90c77f0f7769c46ea53199f5a68b11"
        + "14c01f0c087472616e736665720c14cf76e28bd0062c4a478ee35561011319f3cfa4d241627d5b5239";

    internal const string HashText = "0x23c8a2cf44cd871cee57371fdcd2fc989c70ce8f3211fb116e55d55796c48df8";
    internal const string SignedDataHex = "4e454f33f88dc49657d5556e11fb11328fce709c98fcd2dc1f3757ee1c87cd44cfa2c823";
    internal const string SenderAddress = "NMBfzaEq2c5zodiNbLPoohVENARMbJim1r";
    internal const string ReceiverAddress = "NMACuhqEaNAeDSQVipcUPYiJ9TVgVyUxGV";
    internal const long Amount = 1234567890;
    internal const int SignedSize = 249;

    internal static readonly UInt160 Sender = AccountOf(SenderAddress);
    internal static readonly UInt160 Receiver = AccountOf(ReceiverAddress);

    internal static Transaction Unsigned(params IReadOnlyList<TransactionAttribute> attributes) => new()
    {
        Nonce = 0x01020304,
        SystemFee = 9977780,
        NetworkFee = 1232520,
        ValidUntilBlock = 5760,
        Signers = [new Signer { Account = Sender, Scopes = WitnessScopes.CalledByEntry }],
        Attributes = attributes,
        Script = new ScriptBuilder().Transfer(NativeContracts.Gas, Sender, Receiver, Amount).ToArray(),
    };

    internal static Transaction Signed() => SigningKey.One.Sign(Unsigned(), NetworkMagic.MainNet);

    private static UInt160 AccountOf(string address) =>
        Address.TryParse(address, out UInt160 account) ? account : throw new InvalidOperationException(address);
}

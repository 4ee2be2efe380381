using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Transactions;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>A policy that allows the transfer vector and nothing more, and what is decided by such.</summary>
internal static class SamplePolicy
{
    internal static readonly UInt160 Account = TransferVector.Sender;
    internal static readonly UInt160 Receiver = TransferVector.Receiver;
    internal static readonly UInt160 Token = Filled(0x77);
    internal static readonly UInt160 Router = Filled(0x55);
    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    /// <summary>The vector twice a day.</summary>
    internal static WalletPolicy Vector { get; } = new()
    {
        Networks = ["mainnet"],
        Assets = [Gas],
        Fees = new FeeRule { MaxSystemFee = "9977780", MaxNetworkFee = "1232520", MaxPerDay = "22420600" },
    };

    internal static AssetRule Gas => new()
    {
        Asset = "GAS",
        MaxPerTransaction = "1234567890",
        MaxPerDay = "2469135780",
        Recipients = [TransferVector.ReceiverAddress],
    };

    /// <summary>A token of which anybody may be sent any amount.</summary>
    internal static AssetRule Free(UInt160 asset) => new()
    {
        Asset = asset.ToString(),
        MaxPerTransaction = PolicyText.MaxAmount.ToString(),
        MaxPerDay = PolicyText.MaxAmount.ToString(),
    };

    /// <summary>What is decided of a transaction for mainnet, with nothing spent before.</summary>
    internal static PolicyDecision Judge(WalletPolicy policy, Transaction transaction, uint? height = null, uint network = NetworkMagic.MainNet) =>
        PolicyJudge.Judge(PolicyReader.Read(policy), Account, PolicySubject.Of(transaction, network, height), Now, new SpentHours([]));

    /// <summary>What is decided of the vector with another script.</summary>
    internal static PolicyDecision Judge(WalletPolicy policy, byte[] script) => Judge(policy, With(TransferVector.Unsigned(), script: script));

    internal static string[] Codes(this PolicyDecision decision) => [.. decision.Violations.Select(violation => violation.Code)];

    /// <summary>The same transaction with something else in it.</summary>
    internal static Transaction With(
        Transaction transaction, byte[]? script = null, IReadOnlyList<Signer>? signers = null, long? systemFee = null, long? networkFee = null) => new()
        {
            Nonce = transaction.Nonce,
            SystemFee = systemFee ?? transaction.SystemFee,
            NetworkFee = networkFee ?? transaction.NetworkFee,
            ValidUntilBlock = transaction.ValidUntilBlock,
            Signers = signers ?? transaction.Signers,
            Attributes = transaction.Attributes,
            Script = script ?? transaction.Script,
        };

    /// <summary>The vector's transfer, or one like it.</summary>
    internal static ScriptBuilder Transfer(this ScriptBuilder script, long amount = 1, UInt160? to = null, UInt160? asset = null) =>
        script.Transfer(asset ?? NativeContracts.Gas, Account, to ?? Receiver, amount);

    private static UInt160 Filled(byte value) => new(Enumerable.Repeat(value, UInt160.Length).ToArray());
}

using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Decoding;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class DecodeTransactionTests
{
    [Fact]
    public void The_signed_vector_is_told_in_full()
    {
        DecodeTransactionResponse decoded = Decode(TransferVector.Signed(), "mainnet");
        Assert.Equal(TransferVector.HashText, decoded.Hash);
        Assert.Equal((TransferVector.SignedSize, 0, 0x01020304u), (decoded.Size, decoded.Version, decoded.Nonce));
        Assert.Equal((TransferVector.SenderAddress, "9977780", "1232520"), (decoded.Sender, decoded.SystemFee, decoded.NetworkFee));
        Assert.Equal(TransferVector.SignedDataHex, decoded.SignedData);
        Assert.Equal(["calledByEntry"], Assert.Single(decoded.Signers!).Scopes);
        Assert.Equal(11, decoded.Script.Instructions.Count);
        Assert.True(decoded.Script.Recognised);
        DecodedTransfer transfer = Assert.Single(decoded.Transfers);
        Assert.Equal(("GAS", 8, "1234567890"), (transfer.Symbol, transfer.Decimals, transfer.Amount));
        Assert.Equal((TransferVector.SenderAddress, TransferVector.ReceiverAddress), (transfer.From, transfer.To));
        Assert.Equal("null", transfer.Data.Type);
        DecodedCall call = Assert.Single(decoded.Calls);
        Assert.Equal(("GasToken", "transfer", 85), (call.ContractName, call.Method, call.Offset));
        Assert.Equal(["readStates", "writeStates", "allowCall", "allowNotify"], call.CallFlags);
        Assert.Equal(WitnessStatus.Valid, Assert.Single(decoded.Witnesses!).Status);
        Assert.Empty(decoded.Risks);
    }

    [Theory]
    [InlineData("860833102", WitnessStatus.Valid, null)]
    [InlineData("testnet", WitnessStatus.Invalid, WitnessReason.SignatureMismatch)]
    [InlineData(null, WitnessStatus.NotChecked, WitnessReason.NetworkMissing)]
    public void A_signature_holds_for_its_network(string? network, WitnessStatus status, WitnessReason? reason)
    {
        DecodedWitness witness = Assert.Single(Decode(TransferVector.Signed(), network).Witnesses!);
        Assert.Equal((status, reason), (witness.Status, witness.Reason));
    }

    [Fact]
    public void A_transaction_that_nobody_has_signed_is_decoded_too()
    {
        DecodeTransactionResponse decoded = TransactionDecoder.Decode(new DecodeTransactionRequest
        {
            Transaction = Convert.ToHexString(TransferVector.Unsigned().ToUnsignedBytes()),
            Encoding = BytesEncoding.Hex,
        });
        Assert.Equal(TransferVector.HashText, decoded.Hash);
        Assert.Empty(decoded.Witnesses!);
        Assert.Null(decoded.SignedData);
    }

    [Fact]
    public void What_another_call_gave_is_warned_of_however_deep_it_stands()
    {
        const string PackedResult = "c21f0c01610c14f563ea40bc283d4d0e05c48ea305b3f2a07340ef41627d5b5211c011c0";

        // In the place of PUSHNULL: the transfer's data.
        DecodeTransactionResponse decoded = DecodeScript([.. Convert.FromHexString(PackedResult), .. TransferVector.Unsigned().Script.ToArray()[1..]]);
        Assert.Single(decoded.Transfers);
        Assert.Contains("computedArgument", decoded.Risks.Select(risk => risk.Code));
    }

    /// <summary>NEO and GAS take a number written as bytes, and what another call gave.</summary>
    [Theory]
    [InlineData("0c03f04902", "transferNotListed")]
    [InlineData(
        "c21f0c01610c14f563ea40bc283d4d0e05c48ea305b3f2a07340ef41627d5b52", "transferNotListed", "computedArgument")]
    public void A_transfer_of_disguised_arguments_is_warned_of(string amount, params string[] codes)
    {
        byte[] plain = TransferVector.Unsigned().Script.ToArray();

        // PUSHNULL and PUSHINT32 with its amount come first.
        DecodeTransactionResponse decoded = DecodeScript([plain[0], .. Convert.FromHexString(amount), .. plain[6..]]);
        Assert.True(decoded.Script.Recognised);
        Assert.Equal("transfer", decoded.Calls[^1].Method);
        Assert.Empty(decoded.Transfers);
        Assert.Equal(codes, decoded.Risks.Select(risk => risk.Code));
    }

    [Fact]
    public void Everything_that_may_stand_in_a_transaction_is_shown_and_warned_of()
    {
        DecodeTransactionResponse decoded = Decode(RichTransaction.Signed(), "mainnet");
        Assert.Equal(
            ["highPriority", "oracleResponse", "notValidBefore", "conflicts", "conflicts", "notaryAssisted"],
            decoded.Attributes!.Select(attribute => attribute.Type));
        DecodedSigner signer = decoded.Signers![1];
        Assert.Equal(["calledByEntry", "customContracts", "customGroups", "witnessRules"], signer.Scopes);
        Assert.Equal(["deny", "allow", "allow", "allow"], signer.Rules!.Select(rule => rule.Action));
        Assert.Equal("or", signer.Rules![1].Condition.Conditions![1].Type);
        Assert.Equal([WitnessStatus.Valid, WitnessStatus.NotChecked], decoded.Witnesses!.Select(witness => witness.Status));
        Assert.Equal(["witnessRules", "conflictsAttribute"], decoded.Risks.Select(risk => risk.Code));
    }

    [Fact]
    public void Risks_are_named()
    {
        byte[] script = new ScriptBuilder()
            .Emit(OpCode.PUSHNULL).Push(1).Push(TransferVector.Receiver).Push(TransferVector.Sender).Push(4).Emit(OpCode.PACK)
            .Call(TransferVector.Receiver, "transfer", CallFlags.All).Emit(OpCode.DROP)
            .Emit(OpCode.NEWARRAY0).Call(TransferVector.Sender, "go", CallFlags.All)
            .Emit(OpCode.CLEAR).ToArray();
        var transaction = new Transaction
        {
            Nonce = 1,
            SystemFee = 5_00000000,
            NetworkFee = 1,
            ValidUntilBlock = 1,
            Signers = [new Signer { Account = TransferVector.Sender, Scopes = WitnessScopes.Global }],
            Attributes = [new ConflictsAttribute(default)],
            Script = script,
        };
        string[] codes =
        [
            "globalScope", "feeHigh", "conflictsAttribute", "unrecognisedScript", "transferToUnknownContract",
            "callToUnknownContract", "transferNotAsserted", "invalidWitness",
        ];
        Assert.Equal(codes, Decode(SigningKey.Two.Sign(transaction, 1), "1").Risks.Select(risk => risk.Code));
    }

    [Fact]
    public void A_script_alone_is_decoded()
    {
        DecodeTransactionResponse decoded = TransactionDecoder.Decode(new DecodeTransactionRequest
        {
            Script = TransferVector.ScriptHex,
            Encoding = BytesEncoding.Hex,
        });
        Assert.Single(decoded.Transfers);
        Assert.Equal("System.Contract.Call", decoded.Script.Instructions[9].Syscall);
        Assert.Null(decoded.Hash);
        Assert.Null(decoded.Witnesses);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void An_answer_lists_1000_instructions(int instructions, bool truncated)
    {
        DecodedScript script = DecodeScript([.. Enumerable.Repeat((byte)OpCode.NOP, instructions)]).Script;
        Assert.Equal((1000, truncated), (script.Instructions.Count, script.Truncated));
    }

    [Fact]
    public void The_largest_answers_fit_into_a_frame()
    {
        byte[][] scripts =
        [
            [.. Enumerable.Range(0, 500).SelectMany(i => new ScriptBuilder().Emit(OpCode.PUSHNULL).Push(i)
                .Push(TransferVector.Sender).Push(TransferVector.Sender).Push(4).Emit(OpCode.PACK)
                .Call(TransferVector.Sender, "transfer", CallFlags.All).ToArray())],
            [.. Enumerable.Repeat((byte)OpCode.PUSHNULL, 2000), .. new ScriptBuilder().Push(2000).Emit(OpCode.PACK)
                .Call(TransferVector.Sender, "\u0001", CallFlags.All).ToArray()],
            new ScriptBuilder().Push(new byte[65_000]).Push(1).Emit(OpCode.PACK)
                .Call(TransferVector.Sender, new string('\u0001', 400), CallFlags.All).ToArray(),
        ];
        foreach (byte[] script in scripts)
        {
            DecodeTransactionResponse decoded = DecodeScript(script);
            Assert.NotEmpty(decoded.Calls);
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(decoded, WalletOperations.DecodeTransaction.Response);
            Assert.InRange(json.Length, 1, Wire.Framing.Frame.DefaultBodyLimit - 1024);
        }
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_the_members_name()
    {
        byte[] bytes = TransferVector.Signed().ToBytes();
        AssertRefused("payload: exactly one", new DecodeTransactionRequest());
        AssertRefused("payload: exactly one", new DecodeTransactionRequest { Transaction = "AA==", Script = "AA==" });
        AssertRefused("transaction is no", new DecodeTransactionRequest { Transaction = Convert.ToBase64String(bytes.AsSpan(1)) });
        AssertRefused("transaction must be base64", new DecodeTransactionRequest { Transaction = "?" });
        AssertRefused("transaction has more", new DecodeTransactionRequest { Transaction = Convert.ToBase64String(new byte[102_401]) });
        AssertRefused("script has more", new DecodeTransactionRequest { Script = Convert.ToBase64String(new byte[65_536]) });
        AssertRefused("script is empty", new DecodeTransactionRequest { Script = string.Empty });
        foreach (string network in (string[])["", "main", "-1", "4294967296", " 1", "0x1"])
        {
            AssertRefused("network is", new DecodeTransactionRequest { Script = "QA==", Network = network });
        }
    }

    private static void AssertRefused(string beginning, DecodeTransactionRequest request)
    {
        RequestException refused = Assert.Throws<RequestException>(() => TransactionDecoder.Decode(request));
        Assert.Equal(ErrorCode.InvalidRequest, refused.Code);
        Assert.StartsWith(beginning, refused.Message, StringComparison.Ordinal);
    }

    private static DecodeTransactionResponse Decode(Transaction transaction, string? network) => TransactionDecoder.Decode(
        new DecodeTransactionRequest { Transaction = Convert.ToBase64String(transaction.ToBytes()), Network = network });

    private static DecodeTransactionResponse DecodeScript(byte[] script) =>
        TransactionDecoder.Decode(new DecodeTransactionRequest { Script = Convert.ToBase64String(script) });
}

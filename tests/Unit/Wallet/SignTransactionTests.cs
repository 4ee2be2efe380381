using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo;
using NeoServiceLayer.Tests.Neo.Contexts;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class SignTransactionTests
{
    private static readonly string[] ThreeKeys = [.. Vectors.Keys.Select(vector => vector.Public)];

    [Theory]
    [InlineData(BytesEncoding.Base64)]
    [InlineData(BytesEncoding.Hex)]
    public async Task The_transfer_vector_is_signed_whole(BytesEncoding encoding)
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0]);
        SignTransactionResponse signed = await world.Alice.SignTransactionAsync(Bare(wallet, TransferVector.Unsigned()) with
        {
            Encoding = encoding,
            Transaction = Enclave.Wallet.RequestBytes.Write(TransferVector.Unsigned().ToUnsignedBytes(), encoding),
        });
        Assert.Equal((TransferVector.HashText, true, wallet.WalletId), (signed.Hash, signed.Complete, world.Target));
        Assert.Equal(wallet.VerificationScript, signed.Witness!.VerificationScript);
        Transaction transaction = Transaction.Parse(Convert.FromBase64String(signed.Transaction!));
        Assert.Equal(TransferVector.SignedSize, transaction.Size);
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(transaction, 0, NetworkMagic.MainNet));
        Assert.Equal(signed.Witness.InvocationScript, Convert.ToBase64String(transaction.Witnesses[0].Invocation.Span));
        Assert.Equal(transaction.ToBytes(), SampleContext.Read(signed.Context.GetRawText()).ToSigned()!.ToBytes());

        // The context says all: it is signed already, and again given whole.
        SignTransactionResponse again = await world.Alice.SignTransactionAsync(new() { WalletId = wallet.WalletId, Context = signed.Context });
        Assert.Equal(signed.Transaction, again.Transaction);
    }

    [Fact]
    public async Task Signers_sign_one_after_the_other()
    {
        using WalletWorld world = new();
        WalletDescription one = await world.Alice.ImportAsync(Vectors.Keys[0]);
        WalletDescription two = await world.Bob.ImportAsync(Vectors.Keys[1]);
        Transaction transaction = SampleContext.TransactionOf(SampleContext.Two.ScriptHash, SampleContext.One.ScriptHash);
        SignTransactionResponse first = await world.Alice.SignTransactionAsync(Bare(one, transaction));
        Assert.Equal((true, null), (first.Complete, first.Transaction));
        SignTransactionResponse second = await world.Bob.SignTransactionAsync(
            new() { WalletId = two.WalletId, Context = first.Context, Network = "mainnet" });
        Transaction signed = Transaction.Parse(Convert.FromBase64String(second.Transaction!));
        Assert.All([0, 1], i => Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(signed, i, NetworkMagic.MainNet)));
        Assert.Equal(first.Witness!.InvocationScript, Convert.ToBase64String(signed.Witnesses[1].Invocation.Span));
    }

    [Fact]
    public async Task Two_wallets_of_an_account_sign_two_of_three()
    {
        using WalletWorld world = new();
        await world.Alice.ImportAsync(Vectors.Keys[0]);
        await world.Alice.ImportAsync(Vectors.Keys[2]);
        WalletDescription several = await world.Alice.CreateMultisigAsync(2, ThreeKeys);
        SignTransactionResponse signed = await world.Alice.SignTransactionAsync(Bare(several, OfThree()));
        Assert.True(signed.Complete);
        Assert.Equal(several.WalletId, world.Target);
        AssertValid(signed);
    }

    [Fact]
    public async Task No_more_wallets_sign_than_must()
    {
        using WalletWorld world = new();
        Array.ForEach(await Task.WhenAll(Vectors.Keys.Select(vector => world.Alice.ImportAsync(vector))), _ => { });
        WalletDescription several = await world.Alice.CreateMultisigAsync(2, ThreeKeys);
        AssertValid(await world.Alice.SignTransactionAsync(Bare(several, OfThree())));
    }

    [Fact]
    public async Task One_wallet_and_one_foreign_signature_make_two_of_three()
    {
        using WalletWorld world = new();
        await world.Alice.ImportAsync(Vectors.Keys[0]);
        WalletDescription several = await world.Alice.CreateMultisigAsync(2, ThreeKeys);

        // Ours first: it waits for another.
        SignTransactionResponse half = await world.Alice.SignTransactionAsync(Bare(several, OfThree()));
        Assert.Equal((false, null, null), (half.Complete, half.Witness, half.Transaction));
        JsonElement neon = await Neon.RunAsync(new { context = half.Context, @private = Vectors.Keys[1].Private }, "context.js");
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(
            Transaction.Parse(neon.GetProperty("transaction").GetBytesFromBase64()), 0, NetworkMagic.MainNet));
        Assert.Contains("has not signed already", await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignTransactionAsync(
            new() { WalletId = several.WalletId, Context = half.Context })), StringComparison.Ordinal);

        // The other first.
        ContractParametersContext foreign = SampleContext.Begin(SampleContext.TwoOfThree.ScriptHash);
        foreign.Sign(SampleContext.TwoOfThree, Vectors.Keys[2]);
        AssertValid(await world.Alice.SignTransactionAsync(new() { WalletId = several.WalletId, Context = JsonElement.Parse(foreign.ToBytes()) }));
    }

    [Fact]
    public async Task A_bad_foreign_signature_is_refused()
    {
        using WalletWorld world = new();
        await world.Alice.ImportAsync(Vectors.Keys[0]);
        WalletDescription several = await world.Alice.CreateMultisigAsync(2, ThreeKeys);
        ContractParametersContext foreign = SampleContext.Begin(SampleContext.TwoOfThree.ScriptHash);
        foreign.Sign(SampleContext.TwoOfThree, Vectors.Keys[2]);
        JsonNode json = JsonNode.Parse(foreign.ToBytes())!;
        JsonNode signatures = json["items"]![SampleContext.TwoOfThree.ScriptHash.ToString()]!["signatures"]!;
        byte[] signature = Convert.FromBase64String(signatures[Vectors.Keys[2].Public]!.GetValue<string>());
        signature[40] ^= 1;
        signatures[Vectors.Keys[2].Public] = Convert.ToBase64String(signature);
        await Refused.MemberAsync("context is no", world.Alice.SignTransactionAsync(
            new() { WalletId = several.WalletId, Context = JsonElement.Parse(json.ToJsonString()) }));
    }

    [Fact]
    public async Task A_key_signs_for_several_only_where_its_own_wallet_would()
    {
        using WalletWorld world = new();
        WalletDescription careful = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        WalletDescription several = await world.Alice.CreateMultisigAsync(1, ThreeKeys);
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Bare(several, OneOfThree())));
        WalletDescription frozen = await world.Alice.ImportAsync(Vectors.Keys[1]);
        await world.Alice.FreezeAsync(frozen.WalletId);
        await world.Alice.DeleteAsync(careful.WalletId, careful.Address);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignTransactionAsync(Bare(several, OneOfThree())));
        await world.Alice.FreezeAsync(frozen.WalletId, frozen: false);
        Assert.True((await world.Alice.SignTransactionAsync(Bare(several, OneOfThree()))).Complete);
    }

    [Fact]
    public async Task Another_accounts_wallets_do_not_sign()
    {
        using WalletWorld world = new();
        await world.Bob.ImportAsync(Vectors.Keys[0]);
        WalletDescription several = await world.Alice.CreateMultisigAsync(1, ThreeKeys);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignTransactionAsync(Bare(several, OneOfThree())));
    }

    [Fact]
    public async Task What_is_not_to_be_signed_is_refused()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0]);
        WalletDescription stranger = await world.Alice.CreateAsync();
        WalletDescription careful = await world.Alice.CreateAsync(blind: false);
        SignTransactionRequest good = Bare(wallet, TransferVector.Unsigned());
        JsonElement context = JsonElement.Parse(new ContractParametersContext(TransferVector.Unsigned(), NetworkMagic.MainNet).ToBytes());

        await Refused.MemberAsync("walletId is that of a wallet whose", world.Alice.SignTransactionAsync(good with { WalletId = careful.WalletId }));
        Assert.Equal(careful.WalletId, world.Target);
        await Refused.MemberAsync("walletId is that of a wallet whose", world.Alice.SignTransactionAsync(good with { WalletId = stranger.WalletId }));
        await Refused.MemberAsync("payload: exactly one", world.Alice.SignTransactionAsync(good with { Transaction = null }));
        await Refused.MemberAsync("payload: exactly one", world.Alice.SignTransactionAsync(good with { Context = context }));
        await Refused.MemberAsync("payload: the member network", world.Alice.SignTransactionAsync(good with { Network = null }));
        await Refused.MemberAsync("network ", world.Alice.SignTransactionAsync(good with { Network = "main" }));
        await Refused.MemberAsync("network ", world.Alice.SignTransactionAsync(good with { Network = "4294967296" }));
        await Refused.MemberAsync("transaction ", world.Alice.SignTransactionAsync(good with { Transaction = "AA==" }));
        await Refused.MemberAsync("transaction ", world.Alice.SignTransactionAsync(good with { Transaction = "!" }));
        await Refused.MemberAsync("transaction has", world.Alice.SignTransactionAsync(
            good with { Transaction = Convert.ToBase64String(TransferVector.Signed().ToBytes()) }));
        await Refused.MemberAsync("transaction has more", world.Alice.SignTransactionAsync(
            good with { Transaction = Convert.ToBase64String(new byte[Transaction.MaxSize + 1]) }));

        SignTransactionRequest handed = new() { WalletId = wallet.WalletId, Context = context };
        await Refused.MemberAsync("network is another", world.Alice.SignTransactionAsync(handed with { Network = "testnet" }));
        foreach (string wrong in new[] { "{}", "null", "[]", "1", "\"x\"", context.GetRawText().Replace("0x23c8", "0x23c9", StringComparison.Ordinal) })
        {
            await Refused.MemberAsync("context is no", world.Alice.SignTransactionAsync(handed with { Context = JsonElement.Parse(wrong) }));
        }
    }

    [Fact]
    public async Task The_network_is_part_of_what_is_signed()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0]);
        foreach ((string name, uint magic) in new[] { ("mainnet", NetworkMagic.MainNet), ("testnet", NetworkMagic.TestNet), ("1234567", 1234567u) })
        {
            SignTransactionResponse signed = await world.Alice.SignTransactionAsync(Bare(wallet, TransferVector.Unsigned()) with { Network = name });
            Transaction transaction = Transaction.Parse(Convert.FromBase64String(signed.Transaction!));
            Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(transaction, 0, magic));
            Assert.Equal(WitnessFinding.SignatureMismatch, WitnessCheck.Of(transaction, 0, magic + 1));
            Assert.Equal(magic, signed.Context.GetProperty("network").GetUInt32());
        }
    }

    private static SignTransactionRequest Bare(WalletDescription wallet, Transaction transaction) => new()
    {
        WalletId = wallet.WalletId,
        Transaction = Convert.ToBase64String(transaction.ToUnsignedBytes()),
        Network = "mainnet",
    };

    private static Transaction OfThree() => SampleContext.TransactionOf(SampleContext.TwoOfThree.ScriptHash);

    private static Transaction OneOfThree() => SampleContext.TransactionOf(
        AccountContract.Multi(1, [.. Vectors.Keys.Select(vector => Vectors.Public(vector.Public))]).ScriptHash);

    private static void AssertValid(SignTransactionResponse signed)
    {
        Transaction transaction = Transaction.Parse(Convert.FromBase64String(signed.Transaction!));
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(transaction, 0, NetworkMagic.MainNet));
        Assert.Equal(signed.Hash, transaction.Hash.ToString());
    }
}

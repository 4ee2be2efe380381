using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Wallet.OnChain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

public sealed class TransferTests
{
    private const string Receiver = "NMACuhqEaNAeDSQVipcUPYiJ9TVgVyUxGV";
    private const long Plenty = 100_00000000;

    [Fact]
    public async Task A_transfer_is_signed_committed_and_told_to_the_outbox_once()
    {
        using OnChainWorld world = new();
        WalletDescription wallet = await FundedAsync(world);
        SubmittedTransaction answer = await world.TransferAsync(Gas(wallet, "123456789"));

        Transaction sent = Assert.Single(OutboxDouble.Committed(world.Wallets));
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(sent, 0, world.Chain.Magic));
        Assert.Equal((sent.Hash.ToString(), "double", SubmittedStatus.Pending), (answer.TransactionHash, answer.Network, answer.Status));
        Assert.Equal((wallet.Address, null), (answer.Sender, answer.Context));
        Assert.Equal((1, wallet.WalletId), (world.Outbox.Woken, world.Wallets.Target));
        Assert.Equal((null, "acc_alice", true, sent.ValidUntilBlock), Entry(world, sent));
        TokenTransfer moved = Assert.Single(ScriptAnalysis.Of(sent.Script.Span).Transfers);
        Assert.Equal((NativeContracts.Gas, wallet.ScriptHash, Receiver, 123456789), (
            moved.Asset, moved.From.ToString(), Address.ToAddress(moved.To), (long)moved.Amount));
        Assert.True(moved.Call.Asserted);
        Signer signer = Assert.Single(sent.Signers);
        Assert.Equal((wallet.ScriptHash, WitnessScopes.CalledByEntry), (signer.Account.ToString(), signer.Scopes));

        // What was tried is what is sent.
        Assert.Equal(sent.Script.ToArray(), world.Chain.Runs.Single().Script);
        Assert.Equal(signer.Account, world.Chain.Runs.Single().Signers.Single().Account);
    }

    [Fact]
    public async Task Fees_are_the_trial_s_with_a_twentieth_and_what_the_bytes_cost()
    {
        using OnChainWorld world = new();
        WalletDescription wallet = await FundedAsync(world);
        SubmittedTransaction answer = await world.TransferAsync(Gas(wallet, "1"));
        Transaction sent = OutboxDouble.Committed(world.Wallets).Single();
        Assert.Equal(ChainDouble.Consumed + 498_889, sent.SystemFee);
        Assert.Equal((sent.Size * 1000) + (30 * (16 + 32768)), sent.NetworkFee);
        Assert.Equal((Text(sent.SystemFee), Text(sent.NetworkFee)), (answer.SystemFee, answer.NetworkFee));

        world.Chain.Result = ChainDouble.Halt() with { GasConsumed = 1 };
        Assert.Equal("2", (await world.TransferAsync(Gas(wallet, "1"))).SystemFee);
        world.Chain.Result = ChainDouble.Halt() with { GasConsumed = 0 };
        Assert.Equal("0", (await world.TransferAsync(Gas(wallet, "1"))).SystemFee);
    }

    [Theory]
    [InlineData(15_000, 20)]
    [InlineData(3_000, 100)]
    [InlineData(1_000, 100)]
    [InlineData(10_000, 30)]
    public async Task It_is_valid_for_about_five_minutes_of_blocks(int blockMilliseconds, uint blocks)
    {
        using OnChainWorld world = new();
        world.Chain.Fees = world.Chain.Fees with { BlockMilliseconds = blockMilliseconds };
        SubmittedTransaction answer = await world.TransferAsync(Gas(await FundedAsync(world), "1"));
        Assert.Equal(world.Chain.Height + blocks, answer.ValidUntilBlock);
        Assert.Equal(world.Wallets.Now.UtcDateTime.AddMilliseconds((double)blocks * blockMilliseconds), answer.ExpiresAbout);
        Assert.Equal(DateTimeKind.Utc, answer.ExpiresAbout.Kind);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5760, true)]
    [InlineData(5761, false)]
    [InlineData(-1, false)]
    public async Task ValidForBlocks_is_one_to_what_the_network_takes(int blocks, bool taken)
    {
        using OnChainWorld world = new();
        TransferRequest request = Gas(await FundedAsync(world), "1") with { ValidForBlocks = blocks };
        if (taken)
        {
            Assert.Equal(world.Chain.Height + (uint)blocks, (await world.TransferAsync(request)).ValidUntilBlock);
        }
        else
        {
            await Refused.MemberAsync("validForBlocks ", world.TransferAsync(request));
        }
    }

    [Fact]
    public async Task One_datoshi_too_little_is_insufficient_and_nothing_is_signed()
    {
        using OnChainWorld world = new();
        WalletDescription wallet = await FundedAsync(world);
        await world.TransferAsync(Gas(wallet, "5"));
        Transaction sent = OutboxDouble.Committed(world.Wallets).Single();
        long exact = 5 + sent.SystemFee + sent.NetworkFee;
        world.Chain.Fund(wallet.Address, exact - 1);
        Assert.Contains("needs", await Refused.AsAsync(ErrorCode.InsufficientFunds, world.TransferAsync(Gas(wallet, "5"))), StringComparison.Ordinal);
        Assert.Single(OutboxDouble.Committed(world.Wallets));
        world.Chain.Fund(wallet.Address, exact);
        await world.TransferAsync(Gas(wallet, "5"));
        Assert.Equal(2, OutboxDouble.Committed(world.Wallets).Length);

        // Of another token the amount is looked at for itself, and the fees are GAS.
        world.Chain.Fund(wallet.Address, exact, neo: 4);
        await Refused.AsAsync(ErrorCode.InsufficientFunds, world.TransferAsync(Gas(wallet, "5") with { Asset = "NEO" }));
        world.Chain.Fund(wallet.Address, 0, neo: 5);
        await Refused.AsAsync(ErrorCode.InsufficientFunds, world.TransferAsync(Gas(wallet, "5") with { Asset = "NEO" }));
        world.Chain.Fund(wallet.Address, exact, neo: 5);
        await world.TransferAsync(Gas(wallet, "5") with { Asset = "NEO" });
    }

    [Fact]
    public async Task A_script_that_fails_at_the_nodes_is_refused_with_their_reason()
    {
        using OnChainWorld world = new();
        WalletDescription wallet = await FundedAsync(world);
        world.Chain.Result = new Invocation(false, 1, "ASSERT is executed with false result.", [], []);
        Assert.Contains("ASSERT is executed", await Refused.AsAsync(ErrorCode.ChainRefused, world.TransferAsync(Gas(wallet, "1"))), StringComparison.Ordinal);
        world.Chain.IsDown = true;
        await Refused.AsAsync(ErrorCode.ChainUnavailable, world.TransferAsync(Gas(wallet, "1")));
        Assert.Empty(OutboxDouble.Committed(world.Wallets));
        Assert.Equal(0, world.Outbox.Woken);
    }

    [Fact]
    public async Task What_is_no_transfer_is_refused_by_the_members_name()
    {
        using OnChainWorld world = new();
        TransferRequest good = Gas(await FundedAsync(world), "1");
        (string Member, TransferRequest Request)[] wrong =
        [
            ("asset ", good with { Asset = "gas" }),
            ("asset ", good with { Asset = "0x12" }),
            ("to ", good with { To = Receiver[..^1] + "W" }),
            ("to ", good with { To = "" }),
            ("amount ", good with { Amount = "0" }),
            ("amount ", good with { Amount = "-1" }),
            ("amount ", good with { Amount = "1.5" }),
            ("amount ", good with { Amount = "" }),
            ("amount ", good with { Amount = Text(BigInteger.One << 255) }),
            ("amount ", good with { Amount = new string('9', 100) }),
            ("network ", good with { Network = "mainnet" }),
            ("index ", good with { Index = 0 }),
            ("data ", good with { Data = new ContractArgument { Type = ArgumentType.Integer } }),
        ];
        foreach ((string member, TransferRequest request) in wrong)
        {
            await Refused.MemberAsync(member, world.TransferAsync(request));
        }

        await Refused.AsAsync(ErrorCode.NotFound, world.TransferAsync(good with { WalletId = "wal_none" }));
        await Refused.AsAsync(ErrorCode.NotFound, world.TransferAsync(good, "acc_bob"));
        Assert.Contains("no Gas Bank", await Refused.AsAsync(ErrorCode.Conflict, world.TransferAsync(good with { FeePayer = "bank_1" })), StringComparison.Ordinal);
        Assert.Empty(OutboxDouble.Committed(world.Wallets));
    }

    [Fact]
    public async Task A_wallet_that_is_frozen_or_has_no_policy_pays_nothing()
    {
        using OnChainWorld world = new();
        WalletDescription plain = await world.Wallets.Alice.CreateAsync(blind: false);
        world.Chain.Fund(plain.Address, Plenty);
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.TransferAsync(Gas(plain, "1")));
        WalletDescription frozen = await FundedAsync(world);
        using PreparedTransaction before = await world.Wallets.Service.Drafts.PrepareAsync(Gas(frozen, "1"), world.Before("acc_alice"));
        await world.Wallets.Alice.FreezeAsync(frozen.WalletId);
        await Refused.AsAsync(ErrorCode.Conflict, world.TransferAsync(Gas(frozen, "1")));

        // It may be frozen between the preparation and the signature.
        await Refused.AsAsync(ErrorCode.Conflict, world.Wallets.RunAsync("acc_alice", call => world.Wallets.Service.Submission.SubmitAsync(before, call)));
        Assert.Empty(OutboxDouble.Committed(world.Wallets));
    }

    [Fact]
    public async Task Two_transfers_alike_are_two_payments()
    {
        using OnChainWorld world = new();
        WalletDescription wallet = await FundedAsync(world);
        SubmittedTransaction first = await world.TransferAsync(Gas(wallet, "1"));
        SubmittedTransaction second = await world.TransferAsync(Gas(wallet, "1"));
        Assert.NotEqual(first.TransactionHash, second.TransactionHash);
        Assert.Equal(2, OutboxDouble.Committed(world.Wallets).Length);
    }

    [Fact]
    public async Task A_multisig_wallet_waits_for_others_and_who_completes_it_sends_it()
    {
        using OnChainWorld world = new();
        await world.Wallets.Alice.ImportAsync(Vectors.Keys[0]);
        await world.Wallets.Bob.ImportAsync(Vectors.Keys[1]);
        string[] keys = [.. Vectors.Keys.Select(vector => vector.Public)];
        WalletDescription hers = await world.Wallets.Alice.CreateMultisigAsync(2, keys);
        WalletDescription his = await world.Wallets.Bob.CreateMultisigAsync(2, keys);
        world.Chain.Fund(hers.Address, Plenty);
        SubmittedTransaction waiting = await world.TransferAsync(Gas(hers, "1"));
        Assert.Equal(SubmittedStatus.NeedsSignatures, waiting.Status);
        Assert.Empty(OutboxDouble.Committed(world.Wallets));
        Assert.Equal(0, world.Outbox.Woken);

        SignTransactionResponse done = await world.Wallets.Bob.SignTransactionAsync(
            new() { WalletId = his.WalletId, Context = waiting.Context, Broadcast = true });
        Assert.Equal((waiting.TransactionHash, SubmittedStatus.Pending, 1), (done.Hash, done.Status, world.Outbox.Woken));
        Transaction sent = OutboxDouble.Committed(world.Wallets).Single();
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(sent, 0, world.Chain.Magic));
        Assert.Equal("acc_bob", world.Outbox.EntryOf(sent).AccountId);
        Assert.Equal((sent.Size * 1000) + (30 * ((8 * 5) + 2 + (3 * 32768))), sent.NetworkFee);
    }

    [Fact]
    public async Task Broadcast_waits_for_signatures_and_needs_a_network_that_is_configured()
    {
        using OnChainWorld world = new();
        await world.Wallets.Alice.ImportAsync(Vectors.Keys[0]);
        WalletDescription hers = await world.Wallets.Alice.CreateMultisigAsync(2, [.. Vectors.Keys.Select(vector => vector.Public)]);
        WalletDescription single = await FundedAsync(world);
        Transaction transfer = new()
        {
            Nonce = 1,
            SystemFee = 1,
            NetworkFee = 1,
            ValidUntilBlock = 2000,
            Signers = [.. new[] { hers, single }.Select(wallet => new Signer { Account = AccountOf(wallet), Scopes = WitnessScopes.CalledByEntry })],
            Script = new byte[] { (byte)OpCode.NOP },
        };
        SignTransactionRequest request = new()
        {
            WalletId = single.WalletId,
            Transaction = Convert.ToBase64String(transfer.ToUnsignedBytes()),
            Network = Text(world.Chain.Magic),
            Broadcast = true,
        };
        SignTransactionResponse half = await world.Wallets.Alice.SignTransactionAsync(request);
        Assert.Equal((true, SubmittedStatus.NeedsSignatures), (half.Complete, half.Status));
        Assert.Null((await world.Wallets.Alice.SignTransactionAsync(request with { Broadcast = false })).Status);
        await Refused.MemberAsync("network ", world.Wallets.Alice.SignTransactionAsync(request with { Network = "mainnet" }));
        Assert.Empty(OutboxDouble.Committed(world.Wallets));
    }

    private static async Task<WalletDescription> FundedAsync(OnChainWorld world)
    {
        WalletDescription wallet = await world.Wallets.Alice.CreateAsync();
        world.Chain.Fund(wallet.Address, Plenty);
        return wallet;
    }

    private static TransferRequest Gas(WalletDescription wallet, string amount) =>
        new() { WalletId = wallet.WalletId, Asset = "GAS", To = Receiver, Amount = amount };

    private static (string? Kind, string AccountId, bool Broadcast, uint ValidUntilBlock) Entry(OnChainWorld world, Transaction sent)
    {
        var entry = world.Outbox.EntryOf(sent);
        return (entry.Kind, entry.AccountId, entry.Broadcast, entry.ValidUntilBlock);
    }

    private static UInt160 AccountOf(WalletDescription wallet)
    {
        Assert.True(UInt160.TryParse(wallet.ScriptHash, out UInt160 account));
        return account;
    }

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}

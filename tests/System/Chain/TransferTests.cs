using System.Numerics;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Tests.Neo;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>Transfers that wallets of the published enclave sign, on a real chain.</summary>
[Collection(typeof(OnChain))]
public sealed class TransferTests(PrivateChain chain)
{
    private const int Funds = 10;
    private const long Amount = 123_456_789;

    private static readonly UInt160 Receiver = new("a receiver on a chain"u8[..UInt160.Length]);

    [Fact]
    public async Task One_key_s_transfer_is_taken_as_it_was_signed_and_with_no_byte_changed()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using ChainAccount owner = await ChainAccount.RegisterAsync(system, chain, "owner");
        WalletDescription wallet = await owner.CreateSingleAsync();
        Transaction transfer = await FundedTransferAsync(wallet);
        SignTransactionResponse answer = await owner.SignAsync(wallet, transfer);

        byte[] signed = Convert.FromBase64String(answer.Transaction!);
        foreach (int i in Enumerable.Range(0, signed.Length).Except(UnreadAt(transfer)))
        {
            byte[] changed = [.. signed];
            changed[i] ^= (byte)(1 << (i % 8));
            await ExpectRefusedAsync(changed, $"byte {i} was changed");
        }

        SignTransactionResponse elsewhere = await owner.SignAsync(wallet, transfer, "mainnet");
        await ExpectRefusedAsync(Convert.FromBase64String(elsewhere.Transaction!), "it was signed for mainnet");
        await ExpectTakenAsync(answer, transfer);
    }

    [Fact]
    public async Task Two_of_an_account_s_three_keys_sign_a_transfer_together()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using ChainAccount owner = await ChainAccount.RegisterAsync(system, chain, "owner");
        WalletDescription[] singles = [await owner.CreateSingleAsync(), await owner.CreateSingleAsync(), await owner.CreateSingleAsync()];
        WalletDescription wallet = await owner.CreateMultisigAsync(2, singles);
        Transaction transfer = await FundedTransferAsync(wallet);
        SignTransactionResponse answer = await owner.SignAsync(wallet, transfer);

        byte[] both = Convert.FromBase64String(answer.Witness!.InvocationScript);
        byte[] first = both[..(both.Length / 2)];
        byte[] second = both[(both.Length / 2)..];
        await ExpectRefusedAsync(transfer, wallet, first, "one signature is missing");
        await ExpectRefusedAsync(transfer, wallet, [.. second, .. first], "the signatures are in the wrong order");
        await ExpectRefusedAsync(transfer, wallet, [.. first, .. first], "it is one signature twice");
        await ExpectTakenAsync(answer, transfer);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    [InlineData(1, 2)]
    public async Task Keys_of_three_accounts_sign_a_transfer_one_after_the_other(int first, int second)
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        ChainAccount[] owners = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => ChainAccount.RegisterAsync(system, chain, $"owner {i}")));
        WalletDescription[] singles = await Task.WhenAll(owners.Select(owner => owner.CreateSingleAsync()));
        WalletDescription[] wallets = await Task.WhenAll(owners.Select(owner => owner.CreateMultisigAsync(2, singles)));
        Assert.Single(wallets.Select(wallet => wallet.Address).Distinct());

        Transaction transfer = await FundedTransferAsync(wallets[0]);
        SignTransactionResponse begun = await owners[first].SignAsync(wallets[first], transfer);
        Assert.Equal((false, null, null), (begun.Complete, begun.Witness, begun.Transaction));
        SignTransactionResponse done = await owners[second].SignAsync(wallets[second], begun);
        Assert.True(done.Complete);
        await ExpectTakenAsync(done, transfer);
        Array.ForEach(owners, owner => owner.Dispose());
    }

    // A node of 3.5.0 takes an invocation script's last 64 bytes for the signature and does not read the instruction that pushes
    // them (newer ones do). It is no part of what is signed, and the transaction is the same whatever stands there.
    private static IEnumerable<int> UnreadAt(Transaction transfer)
    {
        const int Counts = 2; // of witnesses, and of the first one's bytes
        return Enumerable.Range(transfer.ToUnsignedBytes().Length + Counts, 2);
    }

    private async Task<Transaction> FundedTransferAsync(WalletDescription from)
    {
        await chain.FundAsync(from.Address, Funds);
        return await chain.PrepareTransferAsync(ChainAccount.ContractOf(from), Receiver, Amount);
    }

    private Task ExpectRefusedAsync(Transaction transfer, WalletDescription wallet, byte[] invocation, string why) => ExpectRefusedAsync(
        transfer.WithWitnesses(new Witness(invocation, Convert.FromBase64String(wallet.VerificationScript))).ToBytes(), why);

    private async Task ExpectRefusedAsync(byte[] transaction, string why)
    {
        try
        {
            await chain.SendAsync(transaction);
            Assert.Fail($"The chain took a transaction, though {why}.");
        }
        catch (ChainRefusedException refused)
        {
            Assert.Contains(": Invalid", refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>neon-core says that the signatures hold; the chain puts it into a block, and just that amount moves.</summary>
    private async Task ExpectTakenAsync(SignTransactionResponse answer, Transaction transfer)
    {
        Assert.Equal(transfer.Hash.ToString(), answer.Hash);
        JsonElement neon = await Neon.RunAsync(
            new { network = chain.Network, transactions = new[] { answer.Transaction }, data = Array.Empty<object>() }, "signatures.js");
        JsonElement seen = neon.GetProperty("transactions")[0];
        Assert.Equal((answer.Hash, true), (seen.GetProperty("hash").GetString(), seen.GetProperty("verified").GetBoolean()));

        BigInteger before = await chain.GasOfAsync(Receiver);
        Assert.Equal(answer.Hash, await chain.SendAsync(Convert.FromBase64String(answer.Transaction!)));
        Assert.Equal("HALT", await chain.StateInBlockAsync(answer.Hash));
        Assert.Equal(before + Amount, await chain.GasOfAsync(Receiver));
        BigInteger left = (BigInteger)Funds * 100_000_000 - Amount - transfer.SystemFee - transfer.NetworkFee;
        Assert.Equal(left, await chain.GasOfAsync(transfer.Sender));
    }
}

using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>Policies from a stamping client to sealed records and back: what is counted is counted once.</summary>
public sealed class StampedPolicyTests
{
    [Fact]
    public async Task A_repeat_counts_once_and_so_it_is_after_a_restart()
    {
        MemoryRecordHost records = new(new State.MemoryStore());
        using TestKey key = new();
        WalletDescription wallet;
        string first;
        using (TestEnclave enclave = new(records: records))
        {
            wallet = await BeginAsync(enclave, key);
            first = (await SignAsync(enclave, key, wallet, "same")).MustSucceed().Text;
            Assert.Equal(first, (await SignAsync(enclave, key, wallet, "same")).MustSucceed().Text);
            Assert.Equal($"{TransferVector.Amount}", await SpentAsync(enclave, key, wallet));
        }

        using TestEnclave again = new(records: records);
        Assert.Equal(first, (await SignAsync(again, key, wallet, "same")).MustSucceed().Text);
        Assert.Equal($"{TransferVector.Amount}", await SpentAsync(again, key, wallet));
        (await SignAsync(again, key, wallet, "other")).MustSucceed();
        (await SignAsync(again, key, wallet, "third")).MustBeRefused(ErrorCode.PolicyDenied);
        Assert.Equal($"{2 * TransferVector.Amount}", await SpentAsync(again, key, wallet));
    }

    [Theory]
    [InlineData((int)Fate.Lost)]
    [InlineData((int)Fate.DoneThenLost)]
    [InlineData((int)Fate.DoneThenRefused)]
    public async Task Whatever_becomes_of_the_commit_the_request_repeated_counts_once(int fate)
    {
        MemoryRecordHost records = new(new State.MemoryStore());
        using TestKey key = new();
        WalletDescription wallet;
        using (TestEnclave enclave = new(records: records, configuration: """{"hostTimeoutMs":1000}""") { Patience = TimeSpan.Zero })
        {
            wallet = await BeginAsync(enclave, key);
            int left = 1;
            records.OnCommit = _ => Interlocked.Decrement(ref left) >= 0 ? (Fate)fate : Fate.Done;
            await SignAsync(enclave, key, wallet, "same");
        }

        records.OnCommit = static _ => Fate.Done;
        using TestEnclave again = new(records: records);
        (await SignAsync(again, key, wallet, "same")).MustSucceed();
        Assert.Equal($"{TransferVector.Amount}", await SpentAsync(again, key, wallet));
    }

    [Fact]
    public async Task Signatures_that_are_asked_for_at_once_do_not_pass_the_limit_together()
    {
        using TestEnclave enclave = new();
        using TestKey key = new();
        WalletDescription wallet = await BeginAsync(enclave, key);
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => SignAsync(enclave, key, wallet, $"at-once-{i}")));
        Assert.Equal(2, replies.Count(reply => reply.Code is null));
        Assert.All(replies.Where(reply => reply.Code is not null), reply => reply.MustBeRefused(ErrorCode.PolicyDenied));
    }

    [Fact]
    public async Task Setting_a_policy_needs_its_scope_by_name()
    {
        using TestEnclave enclave = new();
        using TestKey owner = new();
        using TestKey other = new();
        WalletDescription wallet = await BeginAsync(enclave, owner);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(other, ["wallet.*"]));
        SetPolicyRequest request = new() { WalletId = wallet.WalletId, Policy = SamplePolicy.Vector };
        (await enclave.Client.CallAsync(other, WalletOperations.SetPolicy, request)).MustBeRefused(ErrorCode.Forbidden);
        GetPolicyResponse policy = await enclave.Client.DoAsync(other, WalletOperations.GetPolicy, new GetPolicyRequest { WalletId = wallet.WalletId });
        Assert.Equal((1, owner.Id), (policy.Version, policy.UpdatedBy));
        Assert.True(WalletOperations.SetPolicy is { Guard: true, Effects: Effects.ChangesState });
    }

    private static async Task<WalletDescription> BeginAsync(TestEnclave enclave, TestKey key)
    {
        await enclave.RegisterAsync(key);
        WalletDescription wallet = await enclave.Client.DoAsync(
            key, WalletOperations.ImportWallet, new ImportWalletRequest { Name = "a", Wif = new SecretText(Vectors.Keys[0].Wif) });
        await enclave.Client.DoAsync(
            key, WalletOperations.SetPolicy, new SetPolicyRequest { WalletId = wallet.WalletId, Policy = SamplePolicy.Vector });
        return wallet;
    }

    private static Task<Reply> SignAsync(TestEnclave enclave, TestKey key, WalletDescription wallet, string id) => enclave.Client.CallAsync(
        key, WalletOperations.SignTransaction, new SignTransactionRequest
        {
            WalletId = wallet.WalletId,
            Transaction = Convert.ToBase64String(TransferVector.Unsigned().ToUnsignedBytes()),
            Network = "mainnet",
        }, id);

    private static async Task<string> SpentAsync(TestEnclave enclave, TestKey key, WalletDescription wallet) =>
        (await enclave.Client.DoAsync(key, WalletOperations.GetPolicy, new GetPolicyRequest { WalletId = wallet.WalletId })).Spent[0].Spent;
}

using System.Text.Json;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Sponsorship;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>A bank account with a sponsor policy, and users who sign for themselves.</summary>
internal sealed class SponsorWorld : IDisposable
{
    internal const long Funds = 100_00000000;

    internal static readonly UInt160 Friend = new("a friend of the user"u8);

    /// <summary>A contract that no policy of these tests names.</summary>
    internal static readonly UInt160 Stranger = new("a contract elsewhere!"u8[..UInt160.Length]);

    private uint nonce;

    private SponsorWorld(GasBankWorld bank, BankAccountDescription account) => (Bank, Account) = (bank, account);

    internal GasBankWorld Bank { get; }

    internal BankAccountDescription Account { get; }

    internal SponsorPolicyDescription Policy { get; private set; } = null!;

    internal PrivateKey User { get; } = PrivateKey.Create();

    internal PrivateKey Other { get; } = PrivateKey.Create();

    /// <summary>The bank account's address.</summary>
    internal UInt160 Payer => GasBankWorld.AccountOf(Account);

    private Sponsoring Sponsoring => Bank.Service.Sponsoring;

    /// <summary>A funded bank account with a policy for transfers of GAS.</summary>
    internal static async Task<SponsorWorld> OpenAsync(Func<CreateSponsorPolicyRequest, CreateSponsorPolicyRequest>? policy = null, IStateStore? store = null)
    {
        GasBankWorld bank = new(store);
        SponsorWorld world = new(bank, await bank.Alice.FundedAsync(Funds));
        CreateSponsorPolicyRequest usual = new()
        {
            BankAccountId = world.Account.BankAccountId,
            Name = "transfers",
            Contracts = [new SponsoredContract { Contract = NativeContracts.Gas.ToString(), Methods = ["transfer"] }],
            MaxPerTransaction = "20000000",
            MaxPerUser = "1000000000",
            MaxPerDay = "5000000000",
        };
        world.Policy = await world.CreateAsync(policy?.Invoke(usual) ?? usual);
        return world;
    }

    internal Task<SponsorPolicyDescription> CreateAsync(CreateSponsorPolicyRequest request) =>
        Bank.Alice.RunAsync(call => Sponsoring.Policies.CreateAsync(request, call));

    internal Task<SponsorPolicyDescription> UpdateAsync(UpdateSponsorPolicyRequest request) =>
        Bank.Alice.RunAsync(call => Sponsoring.Policies.UpdateAsync(request, call));

    internal Task<DeleteSponsorPolicyResponse> DeleteAsync() =>
        Bank.Alice.RunAsync(call => Sponsoring.Policies.DeleteAsync(new DeleteSponsorPolicyRequest { PolicyId = Policy.PolicyId }, call));

    internal async Task<IReadOnlyList<SponsorPolicyDescription>> ListAsync() => (await Bank.Alice.RunAsync(call =>
        Sponsoring.Policies.ListAsync(new ListSponsorPoliciesRequest { BankAccountId = Account.BankAccountId }, call))).Policies;

    /// <summary>The policy as it stands now.</summary>
    internal async Task<SponsorPolicyDescription> PolicyAsync() => (await ListAsync()).Single(each => each.PolicyId == Policy.PolicyId);

    /// <summary>A transfer of GAS from the user, which the policy allows.</summary>
    internal Transaction Transfer(PrivateKey? user = null)
    {
        UInt160 from = (user ?? User).PublicKey.ScriptHash;
        return Make(new ScriptBuilder().Transfer(NativeContracts.Gas, from, Friend, 1000).ToArray(), Seat(Payer, WitnessScopes.None), Seat(from));
    }

    /// <summary>A transaction with the fees that it needs.</summary>
    internal Transaction Make(byte[] script, params IReadOnlyList<Signer> signers)
    {
        Transaction bare = new()
        {
            Nonce = ++nonce,
            SystemFee = NetworkDouble.SystemFee,
            NetworkFee = 0,
            ValidUntilBlock = Bank.Network.Height + 100,
            Signers = signers,
            Script = script,
        };
        return With(bare, networkFee: LeastFee(bare));
    }

    /// <summary>What nodes ask for by default, where all signers have one key.</summary>
    internal static long LeastFee(Transaction transaction)
    {
        const int Witness = 1 + 66 + 1 + 40;
        int signers = transaction.Signers.Count;
        return ((transaction.ToUnsignedBytes().Length + 1 + (signers * Witness)) * 1000L) + (signers * 30L * (16 + 32768));
    }

    internal static Signer Seat(UInt160 account, WitnessScopes scopes = WitnessScopes.CalledByEntry) => new() { Account = account, Scopes = scopes };

    /// <summary>The same transaction with something else.</summary>
    internal static Transaction With(
        Transaction of, long? systemFee = null, long? networkFee = null, uint? validUntilBlock = null,
        IReadOnlyList<Signer>? signers = null, IReadOnlyList<TransactionAttribute>? attributes = null) => new()
        {
            Nonce = of.Nonce,
            SystemFee = systemFee ?? of.SystemFee,
            NetworkFee = networkFee ?? of.NetworkFee,
            ValidUntilBlock = validUntilBlock ?? of.ValidUntilBlock,
            Signers = signers ?? of.Signers,
            Attributes = attributes ?? of.Attributes,
            Script = of.Script,
        };

    internal static long TotalOf(Transaction transaction) => transaction.SystemFee + transaction.NetworkFee;

    /// <summary>A context, signed by whoever of these is a signer.</summary>
    internal JsonElement Context(Transaction transaction, uint? network = null, params IReadOnlyList<PrivateKey> keys)
    {
        ContractParametersContext context = new(transaction, network ?? Bank.Network.Magic);
        foreach (PrivateKey key in keys.Count > 0 ? keys : [User, Other])
        {
            context.TrySign(AccountContract.Single(key.PublicKey), key);
        }

        return JsonElement.Parse(context.ToBytes());
    }

    internal Task<SponsorTransactionResponse> SponsorAsync(Transaction transaction) => SponsorAsync(Context(transaction));

    internal async Task<SponsorTransactionResponse> SponsorAsync(JsonElement context, string? policyId = null, GasBankWorld.Owner? owner = null)
    {
        SponsorTransactionRequest request = new() { PolicyId = policyId ?? Policy.PolicyId, Context = context };
        using PreparedSponsorship prepared = await Sponsoring.Transactions.PrepareAsync(request, (owner ?? Bank.Alice).Preparation());
        return await (owner ?? Bank.Alice).RunAsync(call => Sponsoring.Transactions.SponsorAsync(request, prepared, call));
    }

    internal Task<RelaySponsoredResponse> RelayAsync(Transaction transaction) => RelayAsync(Context(transaction));

    internal async Task<RelaySponsoredResponse> RelayAsync(JsonElement context)
    {
        SponsorTransactionRequest request = new() { PolicyId = Policy.PolicyId, Context = context };
        using PreparedSponsorship prepared = await Sponsoring.Transactions.PrepareAsync(request, Bank.Alice.Preparation());
        return await Bank.Alice.RunAsync(call => Sponsoring.Transactions.RelayAsync(request, prepared, call));
    }

    internal Task<QuoteSponsorshipResponse> QuoteAsync(Transaction transaction) =>
        QuoteAsync(new QuoteSponsorshipRequest { PolicyId = Policy.PolicyId, Transaction = Convert.ToBase64String(transaction.ToUnsignedBytes()) });

    internal async Task<QuoteSponsorshipResponse> QuoteAsync(QuoteSponsorshipRequest request)
    {
        using PreparedSponsorship prepared = await Sponsoring.Quotes.PrepareAsync(request, Bank.Alice.Preparation());
        return await Bank.Alice.RunAsync(call => Sponsoring.Quotes.QuoteAsync(request, prepared, call));
    }

    /// <summary>The codes of what speaks against a transaction, in order.</summary>
    internal async Task<IReadOnlyList<SponsorViolationCode>> CodesAsync(Transaction transaction) =>
        [.. (await QuoteAsync(transaction)).Violations.Select(violation => violation.Code)];

    /// <summary>Has the chain decide on a transaction.</summary>
    internal async Task EndAsync(Transaction transaction, OutboxStatus status)
    {
        if (status != OutboxStatus.Expired)
        {
            Bank.Network.Mine(transaction.Hash, halted: status == OutboxStatus.Confirmed);
            Bank.Network.Change(Payer, -TotalOf(transaction));
        }

        Assert.True(await Bank.Store.RunAsync("outcomes", state => Bank.Outbox.SettleAsync(state, transaction.Hash, status, Bank.Now)));
    }

    /// <summary>Has the chain decide on all that are under way.</summary>
    internal async Task DecideAllAsync(OutboxStatus status)
    {
        foreach (UInt256 hash in await Bank.Store.RunAsync("look", Bank.Outbox.HashesAsync))
        {
            Assert.True(await Bank.Store.RunAsync("outcomes", state => Bank.Outbox.SettleAsync(state, hash, status, Bank.Now)));
        }
    }

    /// <summary>What is available, and what is reserved.</summary>
    internal async Task<(long Available, long Reserved)> BalancesAsync()
    {
        BankAccountDescription shown = await Bank.Alice.GetAsync(Account);
        return (GasBankWorld.Number(shown.Available), GasBankWorld.Number(shown.Reserved));
    }

    internal async Task MustBalanceAsync() =>
        Books.MustBalance(await Bank.Alice.LedgerAsync(Account.BankAccountId), await Bank.Alice.GetAsync(Account));

    public void Dispose()
    {
        User.Dispose();
        Other.Dispose();
    }
}

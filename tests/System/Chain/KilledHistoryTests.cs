using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>
/// SIGKILL of the enclave, the gateway and the chain's node, at random moments while GAS is paid in, paid out and burnt for others: the
/// published programs over a real chain.
/// </summary>
public sealed class KilledHistoryTests
{
    private const int Kills = 12;
    private const int Deposits = 4;
    private const int GasEach = 10;

    private readonly Random chance = new();

    [Fact]
    public async Task Nobody_is_paid_twice_nothing_is_lost_and_the_ledger_agrees_with_the_chain_to_the_datoshi()
    {
        await using PrivateChain chain = new();
        await chain.InitializeAsync();
        using LocalSystem system = await LocalSystem.StartAsync();
        await StopAsync(system.Enclave, "TERM");
        await system.StartEnclaveAsync(Configuration(chain));
        await system.UntilReadyAsync();
        using StampedAccount owner = await StampedAccount.RegisterAsync(system, "owner");
        History history = await History.BeginAsync(system, owner, chain);

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task[] going = [.. history.Writers.Select(step => Task.Run(() => RepeatAsync(step, ending.Token), ending.Token))];
        try
        {
            for (int i = 0; i < Kills; i++)
            {
                await history.UntilMoreAsync(chance.Next(1, 4), going);
                await KillAsync(system, chain, which: i % 3);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(going);
        }

        await history.MustAgreeAsync();
    }

    private static async Task RepeatAsync(Func<int, Task> step, CancellationToken ending)
    {
        for (int i = 0; !ending.IsCancellationRequested; i++)
        {
            await step(i);
        }
    }

    private static string Configuration(PrivateChain chain) => $$"""
        {"networks":[{"name":"private","magic":{{chain.NetworkText}},"quorum":1,"endpoints":[{"url":"http://{{chain.Address}}"}]}]}
        """;

    private static async Task KillAsync(LocalSystem system, PrivateChain chain, int which)
    {
        switch (which)
        {
            case 0:
                await StopAsync(system.Enclave, "KILL");
                await system.StartEnclaveAsync(Configuration(chain));
                break;
            case 1:
                await StopAsync(system.Gateway, "KILL");
                await system.StartGatewayAsync();
                break;
            default:
                await chain.KillAsync();
                break;
        }

        await system.UntilReadyAsync();
    }

    private static async Task StopAsync(RunningProgram program, string signal)
    {
        await program.SignalAsync(signal);
        await program.EndAsync();
        program.Dispose();
    }

    /// <summary>What is done meanwhile, and what was acknowledged of it.</summary>
    private sealed class History
    {
        private readonly LocalSystem system;
        private readonly StampedAccount owner;
        private readonly PrivateChain chain;
        private readonly BankAccountDescription bank;
        private readonly WalletDescription user;
        private readonly string policyId;
        private readonly IReadOnlyList<string> funding;
        private readonly Dictionary<UInt160, long> paid = [];
        private readonly List<string> sponsored = [];
        private int acknowledged;

        private History(
            LocalSystem system, StampedAccount owner, PrivateChain chain, BankAccountDescription bank, WalletDescription user, string policyId,
            IReadOnlyList<string> funding)
        {
            this.system = system;
            this.owner = owner;
            this.chain = chain;
            this.bank = bank;
            this.user = user;
            this.policyId = policyId;
            this.funding = funding;
        }

        /// <summary>One step each, told by its number; they run side by side.</summary>
        internal IReadOnlyList<Func<int, Task>> Writers => [WithdrawAsync, SponsorAsync, DepositAsync];

        /// <summary>An account at the bank, with enough for a while and more on its way, and a user without GAS.</summary>
        internal static async Task<History> BeginAsync(LocalSystem system, StampedAccount owner, PrivateChain chain)
        {
            BankAccountDescription bank = await owner.CallAsync(
                system, GasBankOperations.CreateBankAccount, new CreateBankAccountRequest { Name = "killed" });
            List<string> funding = [];
            for (int i = 0; i < Deposits; i++)
            {
                funding.Add(await chain.FundAsync(bank.Address, GasEach));
            }

            WalletDescription user = await owner.CallAsync(
                system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "user", BlindSigning = true });
            SponsorPolicyDescription policy = await owner.CallAsync(system, SponsorOperations.CreateSponsorPolicy, new CreateSponsorPolicyRequest
            {
                BankAccountId = bank.BankAccountId,
                Name = "moves",
                Contracts = [new SponsoredContract { Contract = NativeContracts.Gas.ToString() }],
                MaxPerTransaction = "100000000",
                MaxPerUser = "10000000000",
                MaxPerDay = "10000000000",
                MaxFaults = SponsorLimits.MaxFaults,
                MaxOutstandingPerUser = SponsorLimits.MaxOutstandingPerUser,
            });
            History history = new(system, owner, chain, bank, user, policy.PolicyId, funding);
            await history.DepositAsync(0);
            return history;
        }

        /// <summary>Waits until so many more steps are acknowledged: the moment that comes then is as random as they are.</summary>
        internal async Task UntilMoreAsync(int more, Task[] going)
        {
            int from = Volatile.Read(ref acknowledged);
            await Waiting.UntilAsync(async () =>
            {
                if (going.FirstOrDefault(task => task.IsFaulted) is { } failed)
                {
                    await failed;
                }

                return Volatile.Read(ref acknowledged) >= from + more;
            });
        }

        /// <summary>Waits until nothing is under way, and then compares what was acknowledged, the ledger and the chain.</summary>
        internal async Task MustAgreeAsync()
        {
            await Waiting.UntilAsync(async () =>
            {
                BankAccountDescription now = await DoAsync(
                    GasBankOperations.GetBankAccount, new GetBankAccountRequest { BankAccountId = bank.BankAccountId }, NewId());
                return (now.Pending, now.Reserved) == ("0", "0");
            });

            // What no deposit has credited yet is on the chain alone.
            for (int i = 0; i < funding.Count; i++)
            {
                await DepositAsync(i);
            }

            ReconcileResponse compared = await DoAsync(GasBankOperations.Reconcile, new ReconcileRequest { BankAccountId = bank.BankAccountId }, NewId());
            Assert.True(compared.Agrees, compared.Explanation);
            Assert.Equal(await chain.GasOfAsync(Account(bank.ScriptHash)), Number(compared.LedgerBalance));
            foreach ((UInt160 receiver, long amount) in paid)
            {
                Assert.Equal(amount, await chain.GasOfAsync(receiver));
            }

            foreach (string hash in sponsored)
            {
                Assert.Equal("HALT", await chain.StateInBlockAsync(hash));
            }

            await MustBalanceAsync();
        }

        private async Task MustBalanceAsync()
        {
            BigInteger burnt = 0;
            BigInteger received = 0;
            BigInteger sent = 0;
            string? cursor = null;
            do
            {
                GetLedgerResponse page = await DoAsync(
                    GasBankOperations.GetLedger, new GetLedgerRequest { BankAccountId = bank.BankAccountId, Limit = 100, Cursor = cursor }, NewId());
                foreach (LedgerEntry entry in page.Entries)
                {
                    Assert.Equal(BigInteger.Zero, Sum(entry.Legs));
                    Assert.All([entry.Available, entry.Reserved, entry.Allocated, entry.Pending], balance => Assert.True(Number(balance) >= 0));
                    burnt += Sum(entry.Legs.Where(leg => leg.Account == LedgerAccount.FeesBurnt));
                    received -= Sum(entry.Legs.Where(leg => leg.Account == LedgerAccount.ChainIn));
                    sent += Sum(entry.Legs.Where(leg => leg.Account == LedgerAccount.ChainOut));
                }

                cursor = page.NextCursor;
            }
            while (cursor is not null);

            Assert.Equal((BigInteger)Deposits * GasEach * 1_00000000, received);
            Assert.Equal(paid.Values.Sum(), sent);
            Assert.Equal(received - sent - burnt, await chain.GasOfAsync(Account(bank.ScriptHash)));
        }

        private async Task WithdrawAsync(int step)
        {
            UInt160 receiver = new(RandomNumberGenerator.GetBytes(UInt160.Length));
            long amount = 1000 + step;
            await DoAsync(
                GasBankOperations.Withdraw,
                new WithdrawRequest { BankAccountId = bank.BankAccountId, Amount = Text(amount), To = Address.ToAddress(receiver) },
                $"withdraw-{step}");
            paid.Add(receiver, amount);
            Interlocked.Increment(ref acknowledged);
        }

        private async Task SponsorAsync(int step)
        {
            UInt160 from = Account(user.ScriptHash);
            byte[] script = new ScriptBuilder().Transfer(NativeContracts.Gas, from, from, 0).Push(step).Emit(OpCode.DROP).ToArray();
            QuoteSponsorshipResponse quote = await DoAsync(
                SponsorOperations.QuoteSponsorship,
                new QuoteSponsorshipRequest { PolicyId = policyId, Script = Convert.ToBase64String(script), User = user.Address },
                NewId());
            Assert.Empty(quote.Violations);
            SignTransactionResponse signed = await DoAsync(
                WalletOperations.SignTransaction, new SignTransactionRequest { WalletId = user.WalletId, Context = quote.Context }, $"sign-{step}");
            RelaySponsoredResponse relayed = await DoAsync(
                SponsorOperations.RelaySponsored, new SponsorTransactionRequest { PolicyId = policyId, Context = signed.Context }, $"relay-{step}");
            sponsored.Add(relayed.TransactionHash);
            Interlocked.Increment(ref acknowledged);
        }

        private async Task DepositAsync(int step)
        {
            DepositRequest request = new() { BankAccountId = bank.BankAccountId, TransactionHash = funding[step % funding.Count] };
            DepositResponse deposit = await DoAsync(GasBankOperations.Deposit, request, NewId());
            Assert.Equal((DepositStatus.Confirmed, GasEach * 1_00000000L), (deposit.Status, (long)Number(deposit.Amount)));
            Interlocked.Increment(ref acknowledged);
        }

        /// <summary>Asks until there is an answer, always with one requestId, as whoever was cut off would.</summary>
        private async Task<TResponse> DoAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, string requestId) =>
            JsonSerializer.Deserialize(await owner.InsistAsync(system, operation, request, requestId), operation.Response)!;

        private static string NewId() => RandomNumberGenerator.GetHexString(16);

        private static UInt160 Account(string scriptHash) => UInt160.TryParse(scriptHash, out UInt160 account)
            ? account
            : throw new InvalidOperationException($"{scriptHash} is no script hash.");

        private static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);

        private static string Text(long amount) => amount.ToString(CultureInfo.InvariantCulture);

        private static BigInteger Sum(IEnumerable<LedgerLeg> legs) => legs.Aggregate(BigInteger.Zero, (sum, leg) => sum + Number(leg.Amount));
    }
}

using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

public sealed class SponsorPolicyTests
{
    private static readonly string Gas = NativeContracts.Gas.ToString();

    [Fact]
    public async Task A_policy_says_what_it_was_made_of_and_keeps_what_is_not_changed()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        SponsorPolicyDescription policy = world.Policy;
        Assert.Equal((SponsorPolicyStatus.Active, 86_400, 3, 3, 100), (policy.Status, policy.WindowSeconds, policy.MaxFaults, policy.MaxOutstandingPerUser, policy.MaxOutstanding));
        Assert.Null(policy.Senders);
        Assert.Equal(("0", 0), (policy.SpentToday, policy.Outstanding));
        string user = Address.ToAddress(world.User.PublicKey.ScriptHash);
        SponsorPolicyDescription changed = await world.UpdateAsync(new UpdateSponsorPolicyRequest { PolicyId = policy.PolicyId, Senders = [user], MaxPerDay = "7" });
        Assert.Equal([user], changed.Senders!);
        Assert.Equal(("7", policy.MaxPerUser, policy.Name), (changed.MaxPerDay, changed.MaxPerUser, changed.Name));
        Assert.Equal("7", (await world.PolicyAsync()).MaxPerDay);
    }

    [Fact]
    public async Task A_policy_that_makes_no_sense_is_refused_by_member()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        CreateSponsorPolicyRequest good = new()
        {
            BankAccountId = world.Account.BankAccountId,
            Name = "good",
            Contracts = [new SponsoredContract { Contract = Gas }],
            MaxPerTransaction = "1",
            MaxPerUser = "1",
            MaxPerDay = "1",
        };
        SponsoredContract contract = good.Contracts[0];
        await MemberAsync("contracts are", good with { Contracts = [] });
        await MemberAsync("contracts are", good with { Contracts = [.. Enumerable.Repeat(contract, SponsorLimits.MaxContracts + 1)] });
        await MemberAsync("contracts holds", good with { Contracts = [contract, contract with { Contract = Gas.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal) }] });
        await MemberAsync("contracts[].contract", good with { Contracts = [contract with { Contract = Address.ToAddress(NativeContracts.Gas) }] });
        await MemberAsync("contracts[].contract", good with { Contracts = [null!] });
        await MemberAsync("contracts[].methods", good with { Contracts = [contract with { Methods = [] }] });
        await MemberAsync("contracts[].methods", good with { Contracts = [contract with { Methods = [new string('a', SponsorLimits.MaxMethodLength + 1)] }] });
        await MemberAsync("senders are", good with { Senders = [] });
        await MemberAsync("senders must", good with { Senders = ["nobody"] });
        await MemberAsync("senders holds", good with { Senders = [Gas, Address.ToAddress(NativeContracts.Gas)] });
        await MemberAsync("cosigners are", good with { Cosigners = [.. Enumerable.Repeat(Gas, SponsorLimits.MaxCosigners + 1)] });
        await MemberAsync("maxPerTransaction", good with { MaxPerTransaction = "0" });
        await MemberAsync("maxPerUser", good with { MaxPerUser = "-1" });
        await MemberAsync("maxPerDay", good with { MaxPerDay = "1.5" });
        await MemberAsync("windowSeconds", good with { WindowSeconds = 59 });
        await MemberAsync("windowSeconds", good with { WindowSeconds = SponsorLimits.MaxWindowSeconds + 1 });
        await MemberAsync("maxFaults", good with { MaxFaults = 0 });
        await MemberAsync("maxOutstandingPerUser", good with { MaxOutstandingPerUser = 101 });
        await MemberAsync("maxOutstanding is", good with { MaxOutstanding = 0 });
        await MemberAsync("name", good with { Name = "" });
        await Refused.AsAsync(ErrorCode.NotFound, world.CreateAsync(good with { BankAccountId = "gba_other" }));
        await Refused.MemberAsync("anySender", world.UpdateAsync(new UpdateSponsorPolicyRequest { PolicyId = world.Policy.PolicyId, AnySender = true, Senders = [Gas] }));
        Assert.Single(await world.ListAsync());
        await world.CreateAsync(good with { WindowSeconds = 60, MaxFaults = 100, MaxOutstandingPerUser = 100, MaxOutstanding = 10_000 });

        Task MemberAsync(string beginning, CreateSponsorPolicyRequest request) => Refused.MemberAsync(beginning, world.CreateAsync(request));
    }

    [Fact]
    public async Task A_bank_account_has_so_many_policies_and_lists_them_in_order()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        CreateSponsorPolicyRequest request = new()
        {
            BankAccountId = world.Account.BankAccountId,
            Name = "more",
            Contracts = world.Policy.Contracts,
            MaxPerTransaction = "1",
            MaxPerUser = "1",
            MaxPerDay = "1",
        };
        for (int i = 1; i < SponsorPolicies.MaxPolicies; i++)
        {
            world.Bank.Now += TimeSpan.FromMilliseconds(1);
            await world.CreateAsync(request with { Name = $"{i}" });
        }

        await Refused.AsAsync(ErrorCode.LimitExceeded, world.CreateAsync(request));
        IReadOnlyList<SponsorPolicyDescription> first = await world.ListAsync();
        Assert.Equal(["transfers", .. Enumerable.Range(1, 49).Select(i => $"{i}")], first.Select(policy => policy.Name));
        await world.DeleteAsync();
        await world.CreateAsync(request);
    }

    [Fact]
    public async Task What_is_kept_of_users_and_transactions_is_forgotten_once_it_says_nothing()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { WindowSeconds = 60, MaxOutstanding = 10 });
        int least = 0;
        for (int round = 0; round < 12; round++)
        {
            for (int i = 0; i < 4; i++)
            {
                using PrivateKey somebody = PrivateKey.Create();
                Transaction transfer = world.Transfer(somebody);
                await world.SponsorAsync(world.Context(transfer, null, somebody));
                await world.EndAsync(transfer, OutboxStatus.Expired);
            }

            world.Bank.Now += TimeSpan.FromDays(3);
            int records = ((RerunningState)world.Bank.Store).Records.Keys.Count(key => key.StartsWith("gasbank-sponsorship/", StringComparison.Ordinal));
            least = Math.Max(least, records);
        }

        Assert.InRange(least, 4, 8);
    }
}

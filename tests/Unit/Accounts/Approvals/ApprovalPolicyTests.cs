using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts.Sessions;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>Which policies there can be, and that none locks an account out by accident.</summary>
public sealed class ApprovalPolicyTests
{
    [Fact]
    public async Task The_rules_in_force_are_told_with_what_waits()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ListApprovalsResponse page = await world.DoAsync(world.Owner, AccountOperations.ListApprovals, new ListApprovalsRequest());
        ApprovalRule rule = Assert.Single(page.Rules!);
        Assert.Equal(("changes", 2), (rule.Name, rule.Approvals));
        Assert.Equal(ApprovalWorld.Usual, rule.Operations);
        await world.ApprovedAsync(world.Owner, AccountOperations.SetApprovalPolicy, new SetApprovalPolicyRequest { Rules = [] });
        Assert.Empty((await world.DoAsync(world.Owner, AccountOperations.ListApprovals, new ListApprovalsRequest())).Rules!);
        (await world.RenameAsync(world.Owner, "free", "rename")).MustSucceed();
    }

    [Theory]
    [InlineData(16, 32, 16, 1, true)]
    [InlineData(17, 1, 1, 1, false)]
    [InlineData(1, 33, 1, 1, false)]
    [InlineData(1, 0, 1, 1, false)]
    [InlineData(1, 1, 17, 1, false)]
    [InlineData(1, 1, 0, 0, false)]
    [InlineData(1, 1, 3, 3, true)]
    [InlineData(1, 1, 3, 4, false)]
    [InlineData(1, 1, 3, 0, false)]
    [InlineData(1, 1, 3, -1, false)]
    public async Task Policies_have_so_much_and_no_more(int rules, int operations, int keys, int approvals, bool good)
    {
        using ApprovalWorld world = new();
        await world.RegisterAsync();
        List<TestKey> named = [.. world.Approvers];
        while (named.Count < keys)
        {
            TestKey more = new();
            await world.DoAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(more, ["account.*"]));
            named.Add(more);
        }

        string[] all = [.. NeoServiceLayer.Contracts.Operations.All.Where(ApprovalRules.IsGoverned).Select(operation => operation.ToString())];
        string[] others = [.. all.Except(ApprovalWorld.Usual), "wallet.*", "secrets.*", "function.*", "pricefeed.*", "gasbank.*", "wallet.setPolicy"];
        List<ApprovalRule> made =
        [
            .. Enumerable.Range(0, rules).Select(i => new ApprovalRule
            {
                Name = $"rule {i}",
                Operations = [.. ApprovalWorld.Usual.Take(operations), .. others.Distinct().Take(operations - ApprovalWorld.Usual.Length)],
                Approvals = approvals,
                KeyIds = [.. named.Take(keys).Select(key => key.Id)],
            }),
        ];
        if (operations == 1)
        {
            made[0] = made[0] with { Operations = ApprovalWorld.Usual };
        }

        Reply reply = await world.CallAsync(world.Owner, AccountOperations.SetApprovalPolicy, new SetApprovalPolicyRequest { Rules = made });
        Assert.Equal(good ? null : ErrorCode.InvalidRequest, reply.Code);
        named.Skip(3).ToList().ForEach(key => key.Dispose());
    }

    [Fact]
    public async Task Rules_that_are_none_are_refused()
    {
        using ApprovalWorld world = new();
        await world.RegisterAsync();
        ApprovalRule good = ApprovalWorld.Policy(1, ApprovalWorld.Usual, world.Alice, world.Bob).Rules[0];
        await RefusedAsync(good with { Name = "" });
        await RefusedAsync(good with { Name = new string('x', 65) });
        await RefusedAsync(good with { Name = "a\nb" });
        await RefusedAsync(good, good);
        await RefusedAsync(good with { KeyIds = [world.Alice.Id, world.Alice.Id] });
        await RefusedAsync(good with { KeyIds = [world.Alice.Id, "nobody"] });
        await RefusedAsync(good with { KeyIds = [world.Alice.Id, null!] });
        await RefusedAsync(good with { Operations = [.. ApprovalWorld.Usual, null!] });
        await RefusedAsync([null!]);
        await RefusedAsync(good with { Operations = [.. ApprovalWorld.Usual, "account.*"] });
        foreach (string none in (string[])["account.approve", "account.reject", "account.endSession", "account.getAccount", "account.register", "account.startSession", "account.nothing", "nothing.*", "*", ""])
        {
            await RefusedAsync(good with { Operations = [.. ApprovalWorld.Usual, none] });
        }

        foreach (string missing in (string[])["account.setApprovalPolicy", "account.addKey", "account.updateKey"])
        {
            await RefusedAsync(good with { Operations = [.. ApprovalWorld.Usual.Where(name => name != missing)] });
        }

        async Task RefusedAsync(params ApprovalRule[] rules) =>
            (await world.CallAsync(world.Owner, AccountOperations.SetApprovalPolicy, new SetApprovalPolicyRequest { Rules = rules })).MustBeRefused(ErrorCode.InvalidRequest);
    }

    /// <summary>A session, a key that may not approve, and one that is over are no approvers.</summary>
    [Fact]
    public async Task Only_keys_that_can_approve_are_named()
    {
        using ApprovalWorld world = new();
        using NeoWallet wallet = new();
        using TestKey session = new();
        using TestKey reader = new();
        await world.RegisterAsync(carolEnds: world.Enclave.Time.GetUtcNow().AddHours(1));
        await world.AddAsync(wallet, ["account.*"]);
        await world.OpenAsync(wallet, session);
        await world.DoAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(reader, ["account.getAccount"]));
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Bob.Id });
        world.Enclave.Time.Advance(TimeSpan.FromHours(1));
        foreach (TestKey none in (TestKey[])[session, reader, world.Bob, world.Carol])
        {
            SetApprovalPolicyRequest policy = ApprovalWorld.Policy(1, ApprovalWorld.Usual, world.Alice, none);
            (await world.CallAsync(world.Owner, AccountOperations.SetApprovalPolicy, policy)).MustBeRefused(ErrorCode.InvalidRequest);
        }
    }

    /// <summary>The star covers no guard operation, here as in scopes.</summary>
    [Fact]
    public void The_star_is_for_all_that_is_no_guard_operation()
    {
        ApprovalRule star = new() { Name = "r", Operations = ["account.*"], Approvals = 1, KeyIds = [] };
        Assert.True(ApprovalRules.IsFor(star, AccountOperations.UpdateAccount));
        foreach (NeoServiceLayer.Protocol.Operations.Operation guard in NeoServiceLayer.Contracts.Operations.All.Where(operation => operation.Guard))
        {
            Assert.False(ApprovalRules.IsFor(star with { Operations = [guard.Service + ".*"] }, guard));
            Assert.True(ApprovalRules.IsFor(star with { Operations = [guard.ToString()] }, guard));
        }

        Assert.False(ApprovalRules.IsFor(star, AccountOperations.Approve));
        Assert.False(ApprovalRules.IsFor(star, AccountOperations.EndSession));
        Assert.False(ApprovalRules.IsFor(star, AccountOperations.GetAccount));
    }

    [Fact]
    public async Task A_policy_that_nobody_could_ever_change_is_refused()
    {
        using ApprovalWorld world = new();
        await world.RegisterAsync(carolEnds: world.Enclave.Time.GetUtcNow().AddHours(1));
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Robot.Id });

        // The owner alone may ask, and cannot approve what she asks for; and what Carol could do now nobody could in an hour.
        await SetAsync(ErrorCode.Conflict, 1, world.Owner);
        await SetAsync(ErrorCode.Conflict, 2, world.Owner, world.Alice);
        await SetAsync(ErrorCode.Conflict, 1, world.Carol);
        await SetAsync(ErrorCode.Conflict, 2, world.Alice, world.Carol);
        await SetAsync(null, 2, world.Alice, world.Bob, world.Carol);

        async Task SetAsync(ErrorCode? code, int approvals, params TestKey[] keys) => Assert.Equal(
            code, (await world.CallAsync(world.Owner, AccountOperations.SetApprovalPolicy, ApprovalWorld.Policy(approvals, ApprovalWorld.Usual, keys))).Code);
    }

    [Fact]
    public async Task A_key_that_the_rules_cannot_do_without_ends_only_with_a_word()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Carol.Id });
        RevokeKeyRequest bob = new() { KeyId = world.Bob.Id };
        (await world.CallAsync(world.Owner, AccountOperations.RevokeKey, bob)).MustBeRefused(ErrorCode.Conflict);
        using TestKey fresh = new();
        await world.ApprovedAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(fresh, ["account.*"]));

        // A key that no rule names ends as ever, and so does one that must end now.
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = fresh.Id });
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, bob with { AcceptLockout = true });
        (await world.RenameAsync(world.Owner, "x", "rename")).MustBeRefused(ErrorCode.PolicyDenied);
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Robot.Id });
    }

    [Fact]
    public async Task The_last_who_could_change_the_policy_stays()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Carol.Id });
        string id = "end alice";
        UpdateKeyRequest ending = new() { KeyId = world.Alice.Id, ExpiresAt = world.Enclave.Time.GetUtcNow().AddDays(1).UtcDateTime };
        ApprovalDescription approval = await world.OfAsync((await world.CallAsync(world.Owner, AccountOperations.UpdateKey, ending, id)).MustBeRefused(ErrorCode.ApprovalRequired));
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.ApproveAsync(world.Bob, approval)).MustSucceed();
        (await world.CallAsync(world.Owner, AccountOperations.UpdateKey, ending, id)).MustBeRefused(ErrorCode.Conflict);

        // What was refused has used nothing up.
        Assert.Equal(ApprovalStatus.Approved, (await world.AgainAsync(approval)).Status);
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Robot.Id });
    }
}

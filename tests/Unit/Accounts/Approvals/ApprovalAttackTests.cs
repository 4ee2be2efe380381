using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts.Sessions;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>Whoever wants to do alone what needs others.</summary>
public sealed class ApprovalAttackTests
{
    [Fact]
    public async Task Nobody_approves_what_he_asks_for()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription approval = await world.AskAsync(world.Alice, "mine", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustBeRefused(ErrorCode.Forbidden);
        (await world.ApproveAsync(world.Bob, approval)).MustSucceed();
        (await world.RenameAsync(world.Alice, "mine", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
        (await world.ApproveAsync(world.Owner, approval)).MustBeRefused(ErrorCode.Forbidden);
        (await world.ApproveAsync(world.Carol, approval)).MustSucceed();
        (await world.RenameAsync(world.Alice, "mine", "rename")).MustSucceed();
    }

    [Fact]
    public async Task Where_all_must_approve_none_of_them_asks()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(3);
        (await world.RenameAsync(world.Alice, "mine", "rename")).MustBeRefused(ErrorCode.PolicyDenied);
        Assert.Empty(await world.ListAsync());
        await world.AskAsync(world.Owner, "mine", "rename");
    }

    [Fact]
    public async Task One_key_counts_once_also_when_it_asks_in_every_way()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(world.Alice, approval, id: "yes")).MustSucceed();
        (await world.ApproveAsync(world.Alice, approval, id: "yes")).MustSucceed();
        (await world.ApproveAsync(world.Alice, approval, id: "yes again")).MustBeRefused(ErrorCode.Conflict);
        Assert.Single((await world.AgainAsync(approval)).Approvals);
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
    }

    /// <summary>Who approves could ask as another: he makes himself no other key without approval.</summary>
    [Fact]
    public async Task No_approver_makes_himself_a_key_that_asks()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        using TestKey puppet = new();
        (await world.CallAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(puppet, ["account.*"]))).MustBeRefused(ErrorCode.ApprovalRequired);
        UpdateKeyRequest more = new() { KeyId = world.Robot.Id, Scopes = ["account.*", "account.closeAccount"] };
        (await world.CallAsync(world.Owner, AccountOperations.UpdateKey, more)).MustBeRefused(ErrorCode.ApprovalRequired);
        (await world.RenameAsync(puppet, "mine", "rename")).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task A_revoked_keys_approval_counts_no_more()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.ApproveAsync(world.Bob, approval)).MustSucceed();
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Bob.Id });
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
        (await world.ApproveAsync(world.Bob, approval)).MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Equal(ApprovalStatus.Pending, (await world.AgainAsync(approval)).Status);
        (await world.ApproveAsync(world.Carol, approval)).MustSucceed();
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustSucceed();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task An_approval_ends_with_its_key(int milliseconds, bool counts)
    {
        TestTime clock = new();
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(2, carolEnds: clock.GetUtcNow().AddHours(1));
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.ApproveAsync(world.Carol, approval)).MustSucceed();
        world.Enclave.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(milliseconds));
        Reply again = await world.RenameAsync(world.Owner, "mine", "rename");
        Assert.Equal(counts ? null : ErrorCode.ApprovalRequired, again.Code);
    }

    [Fact]
    public async Task A_key_that_may_approve_no_more_has_not_approved()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.ApproveAsync(world.Carol, approval)).MustSucceed();
        await world.ApprovedAsync(world.Owner, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = world.Carol.Id, Scopes = ["account.getAccount"] });
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
    }

    [Fact]
    public async Task An_approval_is_of_one_request_as_it_was_shown()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        ApprovalDescription good = await world.AskAsync(world.Owner, "good", "first");
        ApprovalDescription bad = await world.AskAsync(world.Owner, "bad", "second");
        (await world.ApproveAsync(world.Alice, bad, good.OperationHash)).MustBeRefused(ErrorCode.Conflict);
        for (int nibble = 0; nibble < 64; nibble += 21)
        {
            char flipped = good.OperationHash[nibble] == '0' ? '1' : '0';
            string other = good.OperationHash[..nibble] + flipped + good.OperationHash[(nibble + 1)..];
            (await world.ApproveAsync(world.Alice, good, other)).MustBeRefused(ErrorCode.Conflict);
        }

        foreach (string none in (string[])["", good.OperationHash[..63], good.OperationHash + "0", good.OperationHash.ToUpperInvariant() + "ü"])
        {
            (await world.ApproveAsync(world.Alice, good, none)).MustBeRefused(ErrorCode.Conflict);
        }

        (await world.ApproveAsync(world.Alice, good)).MustSucceed();
        (await world.RenameAsync(world.Owner, "bad", "second")).MustBeRefused(ErrorCode.ApprovalRequired);
        (await world.RenameAsync(world.Owner, "bad", "first")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        (await world.SendAsync(world.Owner, AccountOperations.UpdateAccount, """{"name": "good"}""", "first")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        (await world.SendAsync(world.Owner, AccountOperations.EndSession, "{}", "first")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        (await world.RenameAsync(world.Owner, "good", "third")).MustBeRefused(ErrorCode.ApprovalRequired);
        Assert.Equal("Somebody", await world.NameAsync());
        (await world.RenameAsync(world.Owner, "good", "first")).MustSucceed();
    }

    [Fact]
    public async Task Another_key_does_not_send_again_what_it_has_approved()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.RenameAsync(world.Alice, "mine", "rename")).MustBeRefused(ErrorCode.Forbidden);
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.RenameAsync(world.Alice, "mine", "rename")).MustBeRefused(ErrorCode.Forbidden);
        (await world.RenameAsync(world.Robot, "mine", "rename")).MustBeRefused(ErrorCode.Forbidden);
        Assert.Equal("Somebody", await world.NameAsync());
    }

    [Fact]
    public async Task An_approval_is_used_once()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(world.Alice, approval, id: "yes")).MustSucceed();
        Request request = world.Enclave.Client.Stamped(
            world.Owner, AccountOperations.UpdateAccount, """{"name":"mine"}"""u8.ToArray(), "rename");
        List<StampingClient> lines = [.. Enumerable.Range(0, 8).Select(_ => world.Enclave.Connect())];
        Reply[] replies = await Task.WhenAll(lines.Select(line => line.SendAsync(request)));
        lines.ForEach(line => line.Dispose());
        Assert.All(replies, reply => reply.MustSucceed());
        Assert.Single(await world.Enclave.EventsAsync(world.Owner), done => done is { Operation: "updateAccount", Outcome: "ok" });
        (await world.ApproveAsync(world.Alice, approval, id: "yes")).MustSucceed();
        (await world.ApproveAsync(world.Bob, approval)).MustBeRefused(ErrorCode.Conflict);
        (await world.RejectAsync(world.Bob, approval)).MustBeRefused(ErrorCode.Conflict);
        (await world.RenameAsync(world.Owner, "mine", "another")).MustBeRefused(ErrorCode.ApprovalRequired);
    }

    [Fact]
    public async Task Approvers_who_come_at_once_are_counted_each()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(3);
        for (int round = 0; round < 10; round++)
        {
            string id = $"rename {round}";
            ApprovalDescription approval = await world.AskAsync(world.Owner, id, id);
            List<StampingClient> lines = [.. Enumerable.Range(0, 3).Select(_ => world.Enclave.Connect())];
            ApproveRequest request = new() { ApprovalId = approval.ApprovalId, OperationHash = approval.OperationHash };
            Reply[] replies = await Task.WhenAll(world.Approvers.Zip(lines, (key, line) => line.CallAsync(key, AccountOperations.Approve, request, $"{id} {key.Id}")));
            lines.ForEach(line => line.Dispose());
            Assert.Single(replies, reply => reply.MustBe(AccountOperations.Approve.Response).Status == ApprovalStatus.Approved);
            (await world.RenameAsync(world.Owner, id, id)).MustSucceed();
        }
    }

    [Fact]
    public async Task No_single_key_loosens_the_policy()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        SetApprovalPolicyRequest none = new() { Rules = [] };
        ApprovalDescription waiting = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.CallAsync(world.Owner, AccountOperations.SetApprovalPolicy, none, "none")).MustBeRefused(ErrorCode.ApprovalRequired);
        SetApprovalPolicyRequest weaker = ApprovalWorld.Policy(1, ApprovalWorld.Usual, world.Alice);
        (await world.CallAsync(world.Owner, AccountOperations.SetApprovalPolicy, weaker, "weaker")).MustBeRefused(ErrorCode.ApprovalRequired);
        (await world.ApproveAsync(world.Alice, waiting)).MustSucceed();
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);

        // With two it is loosened, and what waits is held to what is in force then.
        await world.ApprovedAsync(world.Owner, AccountOperations.SetApprovalPolicy, weaker);
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustSucceed();
    }

    [Fact]
    public async Task Only_approvals_of_keys_that_the_rule_names_when_it_is_done_count()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription waiting = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(world.Alice, waiting)).MustSucceed();
        (await world.ApproveAsync(world.Bob, waiting)).MustSucceed();
        await world.ApprovedAsync(
            world.Owner, AccountOperations.SetApprovalPolicy, ApprovalWorld.Policy(2, ApprovalWorld.Usual, world.Bob, world.Carol));
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
        Assert.Equal([world.Bob.Id, world.Carol.Id], Assert.Single((await world.AgainAsync(waiting)).Requirements).KeyIds);
        (await world.ApproveAsync(world.Carol, waiting)).MustSucceed();
        (await world.RenameAsync(world.Owner, "mine", "rename")).MustSucceed();
    }

    [Fact]
    public async Task Another_account_sees_and_approves_nothing()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        using TestKey stranger = new();
        await world.Enclave.RegisterAsync(stranger);
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(stranger, approval)).MustBeRefused(ErrorCode.NotFound);
        (await world.RejectAsync(stranger, approval)).MustBeRefused(ErrorCode.NotFound);
        ListApprovalsRequest one = new() { ApprovalId = approval.ApprovalId };
        (await world.CallAsync(stranger, AccountOperations.ListApprovals, one)).MustBeRefused(ErrorCode.NotFound);
        Assert.Empty((await world.DoAsync(stranger, AccountOperations.ListApprovals, new ListApprovalsRequest())).Approvals);
        (await world.RenameAsync(stranger, "mine", "rename")).MustSucceed();
        SetApprovalPolicyRequest foreign = ApprovalWorld.Policy(1, ApprovalWorld.Usual, world.Alice);
        (await world.CallAsync(stranger, AccountOperations.SetApprovalPolicy, foreign)).MustBeRefused(ErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_key_without_the_scope_neither_asks_nor_approves()
    {
        using ApprovalWorld world = new();
        using NeoWallet wallet = new();
        await world.RegisterAsync();
        await world.AddAsync(wallet, ["account.*"]);
        ApprovalRule rule = new() { Name = "r", Operations = ApprovalWorld.Usual, Approvals = 1, KeyIds = [world.Alice.Id, wallet.KeyId] };
        await world.DoAsync(world.Owner, AccountOperations.SetApprovalPolicy, new SetApprovalPolicyRequest { Rules = [rule] });
        using TestKey reading = new();
        await world.OpenAsync(wallet, reading, ["account.listApprovals"]);
        (await world.RenameAsync(reading, "mine", "rename")).MustBeRefused(ErrorCode.Forbidden);
        ApprovalDescription approval = await world.AskAsync(world.Owner, "mine", "rename");
        (await world.ApproveAsync(reading, approval)).MustBeRefused(ErrorCode.Forbidden);
        (await world.CallAsync(world.Alice, AccountOperations.SetApprovalPolicy, new SetApprovalPolicyRequest { Rules = [] })).MustBeRefused(ErrorCode.Forbidden);
    }
}

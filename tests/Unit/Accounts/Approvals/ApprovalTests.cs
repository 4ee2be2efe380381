using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts.Sessions;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>What is held back is done when it is sent again, once enough others approved it.</summary>
public sealed class ApprovalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task It_is_done_with_so_many_approvals_and_not_with_one_less(int needed)
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(needed);
        ApprovalDescription approval = await world.AskAsync(world.Owner, "renamed", "rename");
        Assert.Equal(ApprovalStatus.Pending, approval.Status);
        for (int i = 0; i < needed; i++)
        {
            (await world.RenameAsync(world.Owner, "renamed", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
            Assert.Equal("Somebody", await world.NameAsync());
            ApproveResponse said = (await world.ApproveAsync(world.Approvers[i], approval)).MustBe(AccountOperations.Approve.Response);
            Assert.Equal(i == needed - 1 ? ApprovalStatus.Approved : ApprovalStatus.Pending, said.Status);
            Assert.Equal(said.Status, (await world.AgainAsync(approval)).Status);
        }

        Reply done = (await world.RenameAsync(world.Owner, "renamed", "rename")).MustSucceed();
        Assert.Equal("renamed", await world.NameAsync());
        Assert.Equal(done.Text, (await world.RenameAsync(world.Owner, "renamed", "rename")).MustSucceed().Text);
        ApprovalDescription ended = await world.AgainAsync(approval);
        Assert.Equal(ApprovalStatus.Done, ended.Status);
        Assert.Equal(needed, ended.Approvals.Count);
        Assert.NotNull(ended.EndedAt);
    }

    [Fact]
    public async Task The_refusal_and_the_list_name_the_same_and_the_hash_can_be_made_from_what_is_shown()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        const string Payload = """{ "name" : "two\u0020words \"q\" \\ ü" }""";
        Reply refused = (await world.SendAsync(world.Owner, AccountOperations.UpdateAccount, Payload, "id \"x\"")).MustBeRefused(ErrorCode.ApprovalRequired);
        ApprovalDescription approval = await world.OfAsync(refused);
        Assert.Equal(Payload, approval.Payload);
        Assert.Equal(world.HashOf(approval), approval.OperationHash);
        Assert.Contains(approval.OperationHash, refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("account", "updateAccount", world.Owner.Id, (string?)null, "id \"x\"", false),
            (approval.Service, approval.Operation, approval.RequestedBy, approval.SessionId, approval.RequestId, approval.IsSealed));
        ApprovalRequirement needed = Assert.Single(approval.Requirements);
        Assert.Equal(2, needed.Approvals);
        Assert.Equal(world.Approvers.Select(key => key.Id), needed.KeyIds);
        Assert.Contains("\"changes\"", needed.Reason, StringComparison.Ordinal);
        Assert.Equal(world.Enclave.Time.GetUtcNow().UtcDateTime.AddHours(24), approval.ExpiresAt);
    }

    [Fact]
    public async Task Every_step_is_an_audit_event_with_the_key_that_took_it()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        ApprovalDescription one = await world.AskAsync(world.Owner, "one", "first");
        await world.AskAsync(world.Owner, "one", "first");
        ApprovalDescription two = await world.AskAsync(world.Robot, "two", "second");
        (await world.ApproveAsync(world.Alice, one, id: "yes")).MustSucceed();
        (await world.RejectAsync(world.Robot, two)).MustSucceed();
        (await world.RenameAsync(world.Owner, "one", "first")).MustSucceed();
        List<AuditEvent> events = await world.Enclave.EventsAsync(world.Owner);
        Assert.Equal(
            [
                (world.Owner.Id, "setApprovalPolicy", world.AccountId, "ok"),
                (world.Owner.Id, "updateAccount", one.ApprovalId, "approvalRequired"),
                (world.Robot.Id, "updateAccount", two.ApprovalId, "approvalRequired"),
                (world.Alice.Id, "approve", one.ApprovalId, "ok"),
                (world.Robot.Id, "reject", two.ApprovalId, "ok"),
                (world.Owner.Id, "updateAccount", world.AccountId, "ok"),
            ],
            events.Skip(5).Select(done => (done.KeyId, done.Operation, done.Target!, done.Outcome)));
        Assert.Null(AuditChain.FindBreak(AuditChain.Start(world.AccountId), 1, events));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task An_approval_holds_for_24_hours_and_not_a_millisecond_more(int milliseconds, bool holds)
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        ApprovalDescription approval = await world.AskAsync(world.Owner, "renamed", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        world.Enclave.Time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(milliseconds));
        Reply again = await world.RenameAsync(world.Owner, "renamed", "rename");
        Assert.Equal(holds ? null : ErrorCode.ApprovalRequired, again.Code);
        Assert.Equal(holds ? "renamed" : "Somebody", await world.NameAsync());
        if (!holds)
        {
            ApprovalDescription other = Assert.Single(await world.ListAsync());
            Assert.NotEqual(approval.ApprovalId, other.ApprovalId);
            Assert.NotEqual(approval.OperationHash, other.OperationHash);
            Assert.Empty(other.Approvals);
            (await world.ApproveAsync(world.Bob, approval)).MustBeRefused(ErrorCode.NotFound);
            (await world.ApproveAsync(world.Bob, other, approval.OperationHash)).MustBeRefused(ErrorCode.Conflict);
        }
    }

    [Fact]
    public async Task A_done_request_stays_done_while_its_requestId_could_be_sent_again()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        ApprovalDescription approval = await world.AskAsync(world.Owner, "renamed", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        world.Enclave.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        (await world.RenameAsync(world.Owner, "renamed", "rename")).MustSucceed();
        world.Enclave.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        (await world.RenameAsync(world.Owner, "renamed", "rename")).MustSucceed();
        world.Enclave.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await world.RenameAsync(world.Owner, "renamed", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
    }

    [Fact]
    public async Task A_rejection_ends_it_once_too_few_are_left_who_could_approve()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription approval = await world.AskAsync(world.Owner, "renamed", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.ApproveAsync(world.Bob, approval)).MustSucceed();
        Assert.Equal(ApprovalStatus.Pending, (await world.RejectAsync(world.Bob, approval)).MustBe(AccountOperations.Reject.Response).Status);
        (await world.RenameAsync(world.Owner, "renamed", "rename")).MustBeRefused(ErrorCode.ApprovalRequired);
        (await world.ApproveAsync(world.Bob, approval)).MustBeRefused(ErrorCode.Conflict);
        (await world.RejectAsync(world.Bob, approval)).MustBeRefused(ErrorCode.Conflict);
        Assert.Equal(ApprovalStatus.Rejected, (await world.RejectAsync(world.Carol, approval)).MustBe(AccountOperations.Reject.Response).Status);
        Assert.Contains(approval.ApprovalId, (await world.RenameAsync(world.Owner, "renamed", "rename")).MustBeRefused(ErrorCode.PolicyDenied).Message, StringComparison.Ordinal);
        (await world.ApproveAsync(world.Alice, approval)).MustBeRefused(ErrorCode.Conflict);
        ApprovalDescription ended = await world.AgainAsync(approval);
        Assert.Equal(ApprovalStatus.Rejected, ended.Status);
        Assert.Equal([world.Bob.Id, world.Carol.Id], ended.Rejections.Select(vote => vote.KeyId));
        Assert.Equal("Somebody", await world.NameAsync());
        await world.AskAsync(world.Owner, "renamed", "another");
    }

    [Fact]
    public async Task Who_asked_takes_it_back_at_once()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription approval = await world.AskAsync(world.Robot, "renamed", "rename");
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.ApproveAsync(world.Bob, approval)).MustSucceed();
        Assert.Equal(ApprovalStatus.Rejected, (await world.RejectAsync(world.Robot, approval)).MustBe(AccountOperations.Reject.Response).Status);
        (await world.RenameAsync(world.Robot, "renamed", "rename")).MustBeRefused(ErrorCode.PolicyDenied);
        (await world.RejectAsync(world.Owner, await world.AskAsync(world.Robot, "other", "other"))).MustBeRefused(ErrorCode.Forbidden);
    }

    /// <summary>What a session says its key says, also when the session is over; and who asks by one session may send it again by another.</summary>
    [Fact]
    public async Task Sessions_ask_and_approve_as_the_keys_that_opened_them()
    {
        using ApprovalWorld world = new();
        using NeoWallet asking = new();
        using NeoWallet approving = new();
        await world.RegisterAsync();
        await world.AddAsync(asking, ["account.*"]);
        await world.AddAsync(approving, ["account.*"]);
        ApprovalRule rule = new() { Name = "r", Operations = ApprovalWorld.Usual, Approvals = 2, KeyIds = [world.Alice.Id, world.Bob.Id, approving.KeyId] };
        await world.DoAsync(world.Owner, AccountOperations.SetApprovalPolicy, new SetApprovalPolicyRequest { Rules = [rule] });
        using TestKey first = new();
        using TestKey second = new();
        using TestKey yes = new();
        using TestKey more = new();
        await world.OpenAsync(asking, first);
        await world.OpenAsync(approving, yes);
        await world.OpenAsync(approving, more);
        ApprovalDescription approval = await world.AskAsync(first, "renamed", "rename");
        Assert.Equal((asking.KeyId, first.Id), (approval.RequestedBy, approval.SessionId));
        await world.OpenAsync(asking, second);
        (await world.ApproveAsync(second, approval)).MustBeRefused(ErrorCode.Forbidden);
        (await world.ApproveAsync(yes, approval)).MustSucceed();
        (await world.ApproveAsync(more, approval)).MustBeRefused(ErrorCode.Conflict);
        ApprovalVote vote = Assert.Single((await world.AgainAsync(approval)).Approvals);
        Assert.Equal((approving.KeyId, yes.Id), (vote.KeyId, vote.SessionId));
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        await world.DoAsync(yes, AccountOperations.EndSession, new EndSessionRequest());
        await world.DoAsync(first, AccountOperations.EndSession, new EndSessionRequest());
        (await world.RenameAsync(second, "renamed", "rename")).MustSucceed();
    }

    [Fact]
    public async Task Reads_and_what_no_rule_names_are_not_held_back()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(operations: ["account.setApprovalPolicy", "account.addKey", "account.updateKey"]);
        (await world.RenameAsync(world.Owner, "renamed", "rename")).MustSucceed();
        await world.DoAsync(world.Owner, AccountOperations.ListKeys, new ListKeysRequest());
        using TestKey fresh = new();
        (await world.CallAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(fresh, ["account.*"]))).MustBeRefused(ErrorCode.ApprovalRequired);
        await world.ApprovedAsync(world.Owner, AccountOperations.AddKey, TestEnclave.Adding(fresh, ["account.*"]));
        await world.DoAsync(fresh, AccountOperations.GetAccount, new GetAccountRequest());
    }

    [Fact]
    public async Task What_waits_goes_with_the_account()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        await world.AskAsync(world.Owner, "renamed", "rename");
        int before = world.Enclave.Records.Store.Keys.Count;
        await world.DoAsync(world.Owner, AccountOperations.CloseAccount, new CloseAccountRequest { AccountId = world.AccountId });
        (await world.RenameAsync(world.Owner, "renamed", "rename")).MustBeRefused(ErrorCode.Unauthenticated);

        // The request and the list go, the response that is remembered comes.
        Assert.Equal(before - 1, world.Enclave.Records.Store.Keys.Count);
    }
}

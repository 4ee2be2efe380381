using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>What is kept of requests that wait, for how many, and what is shown.</summary>
public sealed class ApprovalListingTests
{
    private const int MostBytes = 160 << 10;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Pages_follow_one_another_the_oldest_first(int limit)
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        for (int i = 0; i < 7; i++)
        {
            await world.AskAsync(i % 2 == 0 ? world.Owner : world.Robot, $"name {i}", $"rename {i}");
        }

        List<string> seen = [];
        ListApprovalsResponse page;
        string? cursor = null;
        do
        {
            page = await world.DoAsync(world.Owner, AccountOperations.ListApprovals, new ListApprovalsRequest { Limit = limit, Cursor = cursor });
            Assert.True(page.Approvals.Count <= limit);
            Assert.Equal(cursor is null, page.Rules is not null);
            seen.AddRange(page.Approvals.Select(approval => approval.RequestId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"rename {i}"), seen);
    }

    [Fact]
    public async Task Requests_for_nothing_are_refused()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        foreach (ListApprovalsRequest bad in new[]
        {
            new ListApprovalsRequest { Limit = 0 },
            new ListApprovalsRequest { Limit = 101 },
            new ListApprovalsRequest { Cursor = "" },
            new ListApprovalsRequest { Cursor = "AAAAAAAAAAA" },
            new ListApprovalsRequest { Cursor = "__________8" },
        })
        {
            (await world.CallAsync(world.Owner, AccountOperations.ListApprovals, bad)).MustBeRefused(ErrorCode.InvalidRequest);
        }

        foreach (string none in (string[])["", "apr_x", new string('x', 300)])
        {
            ApproveRequest request = new() { ApprovalId = none, OperationHash = "" };
            (await world.CallAsync(world.Alice, AccountOperations.Approve, request)).MustBeRefused(ErrorCode.NotFound);
            (await world.CallAsync(world.Alice, AccountOperations.ListApprovals, new ListApprovalsRequest { ApprovalId = none })).MustBeRefused(ErrorCode.NotFound);
        }
    }

    /// <summary>A longer payload is not kept; its hash is, so that who has the payload approves it all the same.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Payloads_are_kept_up_to_160_KiB(int more, bool kept)
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        const string Name = """{"name":"long" """;
        string payload = Name + new string(' ', MostBytes + more - Name.Length - 1) + "}";
        ApprovalDescription approval = await world.OfAsync(
            (await world.SendAsync(world.Owner, AccountOperations.UpdateAccount, payload, "rename")).MustBeRefused(ErrorCode.ApprovalRequired));
        Assert.Equal(kept ? payload : null, approval.Payload);
        Assert.Equal(approval.OperationHash, world.HashOf(new ApprovalDescription
        {
            ApprovalId = approval.ApprovalId,
            Status = approval.Status,
            Service = approval.Service,
            Operation = approval.Operation,
            RequestedBy = approval.RequestedBy,
            RequestId = approval.RequestId,
            Payload = payload,
            Salt = approval.Salt,
            IsSealed = false,
            OperationHash = "",
            Requirements = [],
            Approvals = [],
            Rejections = [],
            CreatedAt = default,
            ExpiresAt = default,
        }));
        (await world.ApproveAsync(world.Alice, approval)).MustSucceed();
        (await world.SendAsync(world.Owner, AccountOperations.UpdateAccount, payload, "rename")).MustSucceed();
    }

    [Fact]
    public async Task A_page_of_long_payloads_has_fewer()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        string payload = """{"name":"long" """ + new string(' ', 150 << 10) + "}";
        for (int i = 0; i < 5; i++)
        {
            (await world.SendAsync(world.Owner, AccountOperations.UpdateAccount, payload, $"rename {i}")).MustBeRefused(ErrorCode.ApprovalRequired);
        }

        ListApprovalsResponse page = await world.DoAsync(world.Owner, AccountOperations.ListApprovals, new ListApprovalsRequest());
        Assert.Equal(3, page.Approvals.Count);
        page = await world.DoAsync(world.Owner, AccountOperations.ListApprovals, new ListApprovalsRequest { Cursor = page.NextCursor });
        Assert.Equal(2, page.Approvals.Count);
        Assert.Null(page.NextCursor);
    }

    [Fact]
    public async Task So_many_wait_of_one_key_and_of_the_account()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync();
        ApprovalDescription first = await world.AskAsync(world.Owner, "x", "owner 0");
        for (int i = 1; i < 16; i++)
        {
            (await world.RenameAsync(world.Owner, "x", $"owner {i}")).MustBeRefused(ErrorCode.ApprovalRequired);
        }

        (await world.RenameAsync(world.Owner, "x", "owner 16")).MustBeRefused(ErrorCode.LimitExceeded);
        for (int i = 0; i < 16; i++)
        {
            (await world.RenameAsync(world.Robot, "x", $"robot {i}")).MustBeRefused(ErrorCode.ApprovalRequired);
        }

        (await world.RenameAsync(world.Alice, "x", "alice")).MustBeRefused(ErrorCode.LimitExceeded);
        (await world.RejectAsync(world.Owner, first)).MustSucceed();
        (await world.RenameAsync(world.Alice, "x", "alice")).MustBeRefused(ErrorCode.ApprovalRequired);
        world.Enclave.Time.Advance(TimeSpan.FromHours(24));
        (await world.RenameAsync(world.Owner, "x", "owner 16")).MustBeRefused(ErrorCode.ApprovalRequired);
        Assert.Single(await world.ListAsync());
    }

    [Fact]
    public async Task Of_what_ended_the_oldest_is_forgotten_first()
    {
        using ApprovalWorld world = await ApprovalWorld.OpenAsync(1);
        List<string> ids = [];
        for (int i = 0; i < 70; i++)
        {
            ApprovalDescription approval = await world.AskAsync(world.Owner, $"x {i}", $"rename {i}");
            ids.Add(approval.ApprovalId);
            if (i > 0)
            {
                (await world.RejectAsync(world.Owner, approval)).MustSucceed();
            }
        }

        Assert.Equal([ids[0], .. ids.TakeLast(63)], (await world.ListAsync()).Select(approval => approval.ApprovalId));
    }

    /// <summary>What came sealed is shown in sealed answers alone: else an approver would tell the parent what the requester did not.</summary>
    [Fact]
    public async Task What_came_sealed_is_shown_to_who_asks_sealed()
    {
        using TestModule module = new();
        using TestEnclave enclave = new(module: module.Module);
        using TestKey owner = new();
        using TestKey alice = new();
        await enclave.RegisterAsync(owner);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(alice, ["account.*"]));
        await enclave.Client.DoAsync(owner, AccountOperations.SetApprovalPolicy, ApprovalWorld.Policy(1, ApprovalWorld.Usual, alice));
        SealingClient sealing = await SealingClient.OfAsync(enclave.Client);
        UpdateAccountRequest rename = new() { Name = "between us" };
        (await sealing.AskAsync(sealing.Seal(owner, AccountOperations.UpdateAccount, rename, "rename"))).MustBeRefused(ErrorCode.ApprovalRequired);
        ApprovalDescription clear = Assert.Single((await enclave.Client.DoAsync(alice, AccountOperations.ListApprovals, new ListApprovalsRequest())).Approvals);
        Assert.True(clear.IsSealed);
        Assert.Null(clear.Payload);
        Assert.Null(clear.Salt);
        ApprovalDescription shown = Assert.Single((await sealing.DoAsync(alice, AccountOperations.ListApprovals, new ListApprovalsRequest())).Approvals);
        Assert.Equal("""{"name":"between us"}""", shown.Payload);
        Assert.NotNull(shown.Salt);
        ApproveRequest yes = new() { ApprovalId = shown.ApprovalId, OperationHash = shown.OperationHash };
        await enclave.Client.DoAsync(alice, AccountOperations.Approve, yes);
        await sealing.DoAsync(owner, AccountOperations.UpdateAccount, rename, "rename");
    }
}

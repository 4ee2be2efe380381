using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>What the pipeline does about approvals, around handlers that no service has yet.</summary>
public sealed class ApprovalPipelineTests : IDisposable
{
    private static readonly Table Notes = new("test-note");

    private readonly TestKey owner = new();
    private readonly TestKey alice = new();
    private readonly TestKey bob = new();

    public void Dispose()
    {
        owner.Dispose();
        alice.Dispose();
        bob.Dispose();
    }

    [Fact]
    public async Task Long_work_is_not_begun_before_the_account_s_rules_are_met()
    {
        Operation<Note, Note> write = PipelineWorld.Operation("write");
        int prepared = 0;
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(
                write,
                (request, _) =>
                {
                    prepared++;
                    return ValueTask.FromResult(new MemoryStream());
                },
                (request, _, call) => Put(call, "done")),
            "wallet.*", write);
        ApprovalDescription approval = await AskAsync(world, write, new Note(), "one");
        Assert.Equal(0, prepared);
        await ApproveAsync(world, alice, approval);
        Assert.Equal("done", (await world.Client.DoAsync(owner, write, new Note(), "one")).Text);
        Assert.Equal(1, prepared);
    }

    [Fact]
    public async Task A_service_s_need_is_met_like_a_rule_and_what_its_handler_did_is_given_up()
    {
        Operation<Note, Note> write = PipelineWorld.Operation("write");
        int told = 0;
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(write, async (request, call) =>
            {
                Note done = await Put(call, request.Text!);
                call.OnCommitted(() => told++);
                await call.RequireApprovalAsync(new ApprovalNeed(2, [alice.Id, bob.Id, owner.Id], "The wallet's policy asks for it."));
                return done;
            }),
            rule: null, write);
        ApprovalDescription approval = await AskAsync(world, write, new Note { Text = "x" }, "one");
        Assert.Equal("The wallet's policy asks for it.", Assert.Single(approval.Requirements).Reason);
        Assert.False(await ExistsAsync(world));
        await ApproveAsync(world, alice, approval);
        await AskAsync(world, write, new Note { Text = "x" }, "one");
        Assert.False(await ExistsAsync(world));
        await ApproveAsync(world, bob, approval);
        (await world.Client.CallAsync(owner, write, new Note { Text = "x" }, "one")).MustSucceed();
        Assert.True(await ExistsAsync(world));
        Assert.Equal(1, told);
        await AskAsync(world, write, new Note { Text = "x" }, "two");
    }

    [Fact]
    public async Task A_service_that_goes_on_after_the_refusal_changes_nothing()
    {
        Operation<Note, Note> write = PipelineWorld.Operation("write");
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(write, async (request, call) =>
            {
                try
                {
                    await call.RequireApprovalAsync(new ApprovalNeed(1, [alice.Id], "It is asked for."));
                }
                catch (RequestException)
                {
                    call.Target = "went on";
                }

                return await Put(call, "done");
            }),
            rule: null, write);
        await AskAsync(world, write, new Note(), "one");
        Assert.False(await ExistsAsync(world));
    }

    [Fact]
    public async Task Rules_and_needs_are_met_together_and_shown_together()
    {
        Operation<Note, Note> write = PipelineWorld.Operation("write");
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(write, async (request, call) =>
            {
                await call.RequireApprovalAsync(new ApprovalNeed(1, [bob.Id], "The wallet's policy asks for it."));
                return await Put(call, "done");
            }),
            "wallet.*", write);
        ApprovalDescription approval = await AskAsync(world, write, new Note(), "one");
        Assert.Single(approval.Requirements);
        await ApproveAsync(world, alice, approval);
        ApprovalDescription more = await AskAsync(world, write, new Note(), "one");
        Assert.Equal(approval.ApprovalId, more.ApprovalId);
        Assert.Equal(approval.OperationHash, more.OperationHash);
        Assert.Equal(2, more.Requirements.Count);
        await ApproveAsync(world, bob, more);
        (await world.Client.CallAsync(owner, write, new Note(), "one")).MustSucceed();
        Assert.Equal(
            ["approvalRequired", "approvalRequired", "ok"],
            (await world.EventsAsync(owner)).Where(done => done.Operation == "write").Select(done => done.Outcome));
    }

    /// <summary>An inner call is no way around a rule: what it is part of is held back.</summary>
    [Fact]
    public async Task A_rule_on_the_inner_operation_holds_for_the_outer_one()
    {
        Operation<Note, Note> inner = PipelineWorld.Operation("signTransaction");
        Operation<Note, Note> outer = PipelineWorld.Operation("outer");
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(inner, (request, call) => Put(call, "inner"))
                .Bind(outer, async (request, call) =>
                {
                    Note done = await map.Inner.InvokeAsync(inner, request, call);
                    return await map.Inner.InvokeAsync(inner, done, call);
                }),
            "wallet.signTransaction", inner, outer);
        ApprovalDescription approval = await AskAsync(world, outer, new Note(), "one");
        Assert.Equal("outer", approval.Operation);
        Assert.Contains("wallet.signTransaction", Assert.Single(approval.Requirements).Reason, StringComparison.Ordinal);
        Assert.False(await ExistsAsync(world));
        await ApproveAsync(world, alice, approval);
        Assert.Equal("inner", (await world.Client.DoAsync(owner, outer, new Note(), "one")).Text);
    }

    [Fact]
    public async Task A_call_that_is_no_event_cannot_call_what_may_need_approval()
    {
        Operation<Note, Note> inner = PipelineWorld.Operation("signData", Effects.None, audited: true);
        Operation<Note, Note> outer = PipelineWorld.Operation("outer", Effects.None);
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(inner, (request, call) => ValueTask.FromResult(new Note { Text = "signed" }))
                .Bind(outer, (request, call) => map.Inner.InvokeAsync(inner, request, call)),
            "wallet.signData", inner, outer);
        (await world.Client.CallAsync(owner, outer, new Note())).MustBeRefused(ErrorCode.InternalError);
        Assert.Contains(world.Faults, fault => fault is InvalidOperationException);
    }

    /// <summary>What changes nothing is not remembered: its approval is used up all the same.</summary>
    [Fact]
    public async Task An_approval_of_what_only_leaves_an_event_is_used_once()
    {
        Operation<Note, Note> sign = PipelineWorld.Operation("signData", Effects.None, audited: true);
        int signed = 0;
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(sign, (request, call) =>
            {
                signed++;
                return ValueTask.FromResult(new Note { Text = "signed" });
            }),
            "wallet.signData", sign);
        ApprovalDescription approval = await AskAsync(world, sign, new Note(), "one");
        await ApproveAsync(world, alice, approval);
        Assert.Equal("signed", (await world.Client.DoAsync(owner, sign, new Note(), "one")).Text);
        (await world.Client.CallAsync(owner, sign, new Note(), "one")).MustBeRefused(ErrorCode.AlreadyDone);
        Assert.Equal(1, signed);
        await AskAsync(world, sign, new Note(), "two");
    }

    [Fact]
    public async Task A_secret_payload_is_neither_kept_nor_can_be_tried()
    {
        Operation<Note, Note> import = PipelineWorld.Operation("importWallet", confidential: Confidential.Request);
        using PipelineWorld world = await OpenAsync(map => map.Bind(import, (request, call) => Put(call, "done")), "wallet.importWallet", import);
        ApprovalDescription approval = await AskAsync(world, import, new Note { Text = "the secret" }, "one");
        Assert.Null(approval.Payload);
        Assert.Null(approval.Salt);
        ApprovalDocument? kept = await world.Store.RunAsync("test", state =>
            ApprovalDocuments.Approvals.FindAsync(state, ApprovalDocuments.Name(world.AccountId, approval.ApprovalId)));
        Assert.Null(kept!.Payload);
        Assert.Null(kept.Salt);
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(kept, AccessJson.Default.ApprovalDocument)), StringComparison.Ordinal);
        await ApproveAsync(world, alice, approval);
        (await world.Client.CallAsync(owner, import, new Note { Text = "another secret" }, "one")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        (await world.Client.CallAsync(owner, import, new Note { Text = "the secret" }, "one")).MustSucceed();
    }

    [Fact]
    public async Task All_checks_are_made_again_when_it_is_done()
    {
        Operation<Note, Note> write = PipelineWorld.Operation("write");
        bool allowed = true;
        using PipelineWorld world = await OpenAsync(
            map => map.Bind(write, (request, call) => allowed ? Put(call, "done") : throw new RequestException(ErrorCode.PolicyDenied, "Not any more.")),
            "wallet.*", write);
        ApprovalDescription approval = await AskAsync(world, write, new Note(), "one");
        await ApproveAsync(world, alice, approval);
        allowed = false;
        (await world.Client.CallAsync(owner, write, new Note(), "one")).MustBeRefused(ErrorCode.PolicyDenied);
        Assert.False(await ExistsAsync(world));
        allowed = true;
        (await world.Client.CallAsync(owner, write, new Note(), "one")).MustSucceed();
    }

    /// <summary>An account whose rule, if it has one, needs one approval, of Alice or Bob.</summary>
    private async Task<PipelineWorld> OpenAsync(Action<StampedMap> bind, string? rule, params Operation[] operations)
    {
        PipelineWorld world = await PipelineWorld.OpenAsync(bind, operations);
        await world.RegisterAsync(owner);
        foreach (TestKey key in (TestKey[])[alice, bob])
        {
            await world.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(key, ["account.*"]));
        }

        if (rule is not null)
        {
            SetApprovalPolicyRequest policy = ApprovalWorld.Policy(1, ["account.setApprovalPolicy", "account.addKey", "account.updateKey", rule], alice, bob);
            await world.Client.DoAsync(owner, AccountOperations.SetApprovalPolicy, policy);
        }

        return world;
    }

    private async Task<ApprovalDescription> AskAsync(PipelineWorld world, Operation<Note, Note> operation, Note note, string id)
    {
        Reply refused = (await world.Client.CallAsync(owner, operation, note, id)).MustBeRefused(ErrorCode.ApprovalRequired);
        ListApprovalsResponse page = await world.Client.DoAsync(owner, AccountOperations.ListApprovals, new ListApprovalsRequest());
        return page.Approvals.Single(approval => refused.Message.Contains(approval.ApprovalId, StringComparison.Ordinal));
    }

    private static Task ApproveAsync(PipelineWorld world, TestKey key, ApprovalDescription approval) => world.Client.DoAsync(
        key, AccountOperations.Approve, new ApproveRequest { ApprovalId = approval.ApprovalId, OperationHash = approval.OperationHash });

    private static ValueTask<Note> Put(Call call, string text)
    {
        call.State.Put(new RecordId(Notes, "note"u8.ToArray()), Encoding.UTF8.GetBytes(text));
        return ValueTask.FromResult(new Note { Text = text });
    }

    private static ValueTask<bool> ExistsAsync(PipelineWorld world) =>
        world.Store.RunAsync("test", state => ValueTask.FromResult(state.Exists(new RecordId(Notes, "note"u8.ToArray()))));
}

using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>Wherever the enclave dies, what two approved is done once, and what they did not approve is not done.</summary>
public sealed class ApprovalCrashTests : IDisposable
{
    private readonly TestKey owner = new();
    private readonly TestKey alice = new();
    private readonly TestKey bob = new();

    public void Dispose()
    {
        owner.Dispose();
        alice.Dispose();
        bob.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_commit_it_goes_on_where_it_was(bool afterwards)
    {
        for (int step = 0; ; step++)
        {
            MemoryStore store = new();
            TestTime time = new();
            bool died = await LiveAsync(store, time, step, afterwards);
            using TestEnclave enclave = new(store, time);
            await WorkAsync(enclave);
            List<AuditEvent> events = await enclave.EventsAsync(owner);
            Assert.Equal(["approvalRequired", "ok"], events.Where(done => done.Operation == "updateAccount").Select(done => done.Outcome));
            Assert.Equal([alice.Id, bob.Id], events.Where(done => done.Operation == "approve").Select(done => done.KeyId));
            ListApprovalsResponse page = await enclave.Client.DoAsync(owner, AccountOperations.ListApprovals, new ListApprovalsRequest());
            Assert.Equal(ApprovalStatus.Done, Assert.Single(page.Approvals).Status);
            if (!died)
            {
                Assert.True(step >= 8, "Keys, policy, asking, each approval and the change have commits of their own.");
                return;
            }
        }
    }

    /// <summary>All of it; what was done before is answered as it was.</summary>
    private async Task WorkAsync(TestEnclave enclave)
    {
        await enclave.RegisterAsync(owner, id: "register");
        foreach (TestKey key in (TestKey[])[alice, bob])
        {
            (await enclave.Client.CallAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(key, ["account.*"]), "add " + key.Id)).MustSucceed();
        }

        SetApprovalPolicyRequest policy = ApprovalWorld.Policy(2, ApprovalWorld.Usual, alice, bob);
        (await enclave.Client.CallAsync(owner, AccountOperations.SetApprovalPolicy, policy, "policy")).MustSucceed();
        if ((await RenameAsync(enclave)).Code is { } code)
        {
            Assert.True(code == ErrorCode.ApprovalRequired, code.Name);
            ListApprovalsResponse page = await enclave.Client.DoAsync(owner, AccountOperations.ListApprovals, new ListApprovalsRequest());
            ApprovalDescription approval = Assert.Single(page.Approvals);
            ApproveRequest yes = new() { ApprovalId = approval.ApprovalId, OperationHash = approval.OperationHash };
            (await enclave.Client.CallAsync(alice, AccountOperations.Approve, yes, "alice")).MustSucceed();
            Assert.Equal(approval.Status == ApprovalStatus.Approved ? null : ErrorCode.ApprovalRequired, (await RenameAsync(enclave)).Code);
            (await enclave.Client.CallAsync(bob, AccountOperations.Approve, yes, "bob")).MustSucceed();
        }

        (await RenameAsync(enclave)).MustSucceed();
    }

    private Task<Reply> RenameAsync(TestEnclave enclave) =>
        enclave.Client.CallAsync(owner, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "renamed" }, "rename");

    /// <summary>Lives until so many commits were made; the next one is not answered, and done or not. Tells whether it came to that.</summary>
    private async Task<bool> LiveAsync(MemoryStore store, TestTime time, int commits, bool afterwards)
    {
        using TestEnclave enclave = new(store, time, configuration: """{"hostTimeoutMs":600000}""");
        bool died = false;
        TaskCompletionSource dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        enclave.Records.OnCommit = _ =>
        {
            if (died || commits-- > 0)
            {
                return died ? Fate.Lost : Fate.Done;
            }

            died = true;
            dead.SetResult();
            return afterwards ? Fate.DoneThenLost : Fate.Lost;
        };
        Task work = WorkAsync(enclave);
        await Task.WhenAny(work, dead.Task);
        enclave.Patience = TimeSpan.Zero;
        return died;
    }
}

using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Accounts.Sessions;
using NeoServiceLayer.Tests.State;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>An enclave with an account whose changes need the approval of some of Alice, Bob and Carol.</summary>
internal sealed class ApprovalWorld : IDisposable
{
    /// <summary>What a policy must name, and renaming the account: <c>account.*</c> covers it.</summary>
    internal static readonly string[] Usual =
        ["account.setApprovalPolicy", "account.addKey", "account.updateKey", "account.*"];

    internal ApprovalWorld(MemoryStore? store = null, TestTime? time = null, string configuration = "{}") =>
        Enclave = new TestEnclave(store, time, configuration);

    internal TestEnclave Enclave { get; }

    internal TestKey Owner { get; } = new();

    internal TestKey Alice { get; } = new();

    internal TestKey Bob { get; } = new();

    internal TestKey Carol { get; } = new();

    /// <summary>May do what the owner may, and approves nothing.</summary>
    internal TestKey Robot { get; } = new();

    internal string AccountId { get; private set; } = "";

    internal TestKey[] Approvers => [Alice, Bob, Carol];

    /// <summary>An account where so many of the three must approve.</summary>
    internal static async Task<ApprovalWorld> OpenAsync(int approvals = 2, DateTimeOffset? carolEnds = null, IReadOnlyList<string>? operations = null)
    {
        ApprovalWorld world = new();
        await world.RegisterAsync(carolEnds);
        await world.DoAsync(world.Owner, AccountOperations.SetApprovalPolicy, Policy(approvals, operations ?? Usual, world.Approvers));
        return world;
    }

    /// <summary>The account with its keys, and no rule yet.</summary>
    internal async Task RegisterAsync(DateTimeOffset? carolEnds = null)
    {
        RegisterResponse account = await Enclave.RegisterAsync(Owner);
        AccountId = account.AccountId;
        foreach (TestKey key in Approvers)
        {
            await DoAsync(Owner, AccountOperations.AddKey, TestEnclave.Adding(key, ["account.*"], key == Carol ? carolEnds : null));
        }

        await DoAsync(Owner, AccountOperations.AddKey, TestEnclave.Adding(Robot, account.Scopes));
    }

    internal static SetApprovalPolicyRequest Policy(int approvals, IReadOnlyList<string> operations, params TestKey[] keys) => new()
    {
        Rules = [new ApprovalRule { Name = "changes", Operations = operations, Approvals = approvals, KeyIds = [.. keys.Select(key => key.Id)] }],
    };

    internal Task<TResponse> DoAsync<TRequest, TResponse>(TestKey key, Operation<TRequest, TResponse> operation, TRequest request) =>
        Enclave.Client.DoAsync(key, operation, request);

    internal Task<Reply> CallAsync<TRequest, TResponse>(
        TestKey key, Operation<TRequest, TResponse> operation, TRequest request, string? id = null) =>
        Enclave.Client.CallAsync(key, operation, request, id);

    /// <summary>A change that anybody with <c>account.*</c> may ask for.</summary>
    internal Task<Reply> RenameAsync(TestKey key, string name, string id) =>
        CallAsync(key, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = name }, id);

    /// <summary>Asks, is refused, and finds what is kept of it.</summary>
    internal async Task<ApprovalDescription> AskAsync(TestKey key, string name, string id)
    {
        Reply refused = (await RenameAsync(key, name, id)).MustBeRefused(ErrorCode.ApprovalRequired);
        return await OfAsync(refused);
    }

    /// <summary>What a refusal names.</summary>
    internal async Task<ApprovalDescription> OfAsync(Reply refused) =>
        (await ListAsync()).Single(approval => refused.Message.Contains(approval.ApprovalId, StringComparison.Ordinal));

    internal async Task<IReadOnlyList<ApprovalDescription>> ListAsync() =>
        (await DoAsync(Owner, AccountOperations.ListApprovals, new ListApprovalsRequest { Limit = 100 })).Approvals;

    internal async Task<ApprovalDescription> AgainAsync(ApprovalDescription approval) =>
        (await DoAsync(Owner, AccountOperations.ListApprovals, new ListApprovalsRequest { ApprovalId = approval.ApprovalId })).Approvals.Single();

    internal Task<Reply> ApproveAsync(TestKey key, ApprovalDescription approval, string? hash = null, string? id = null) =>
        CallAsync(key, AccountOperations.Approve, new ApproveRequest { ApprovalId = approval.ApprovalId, OperationHash = hash ?? approval.OperationHash }, id);

    internal Task<Reply> RejectAsync(TestKey key, ApprovalDescription approval, string? hash = null) =>
        CallAsync(key, AccountOperations.Reject, new RejectRequest { ApprovalId = approval.ApprovalId, OperationHash = hash ?? approval.OperationHash });

    /// <summary>Does what needs approval, with that of Alice and Bob.</summary>
    internal async Task ApprovedAsync<TRequest, TResponse>(TestKey key, Operation<TRequest, TResponse> operation, TRequest request)
    {
        string id = Enclave.Client.NextId();
        ApprovalDescription approval = await OfAsync((await CallAsync(key, operation, request, id)).MustBeRefused(ErrorCode.ApprovalRequired));
        (await ApproveAsync(Alice, approval)).MustSucceed();
        (await ApproveAsync(Bob, approval)).MustSucceed();
        (await CallAsync(key, operation, request, id)).MustSucceed();
    }

    /// <summary>The account's name: what a change would have changed.</summary>
    internal async Task<string> NameAsync() => (await DoAsync(Owner, AccountOperations.GetAccount, new GetAccountRequest())).Name;

    /// <summary>What an approver makes of what he is shown.</summary>
    internal string HashOf(ApprovalDescription approval) => new ApprovalHash
    {
        GenesisId = Enclave.GenesisId,
        AccountId = AccountId,
        ApprovalId = approval.ApprovalId,
        RequestedBy = approval.RequestedBy,
        RequestId = approval.RequestId,
        Service = approval.Service,
        Operation = approval.Operation,
    }.Of(Convert.FromHexString(approval.Salt!), Encoding.UTF8.GetBytes(approval.Payload!));

    /// <summary>Adds a Neo key, which approves by the sessions that it opens.</summary>
    internal Task AddAsync(NeoWallet wallet, IReadOnlyList<string> scopes) => DoAsync(Owner, AccountOperations.AddKey, wallet.Adding(scopes));

    /// <summary>Opens a session of a Neo key.</summary>
    internal async Task OpenAsync(NeoWallet wallet, TestKey session, IReadOnlyList<string>? scopes = null)
    {
        string challenge = (await SessionWorld.ChallengeAsync(Enclave)).Challenge;
        StartSessionRequest request = SessionWorld.Request(wallet.KeyId, challenge, session) with
        {
            Scopes = scopes,
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(Enclave.Time.GetUtcNow().ToUnixTimeSeconds() + 3600).UtcDateTime,
        };
        string message = SessionChallenge.Message(Enclave.GenesisId, AccountId, session.Id, scopes, request.ExpiresAt!.Value, challenge);
        (await CallAsync(session, AccountOperations.StartSession, request with { NeoMessage = wallet.Sign(message) })).MustSucceed();
    }

    /// <summary>A request with a payload of the test's own bytes.</summary>
    internal Task<Reply> SendAsync(TestKey key, Operation operation, string payload, string id) =>
        Enclave.Client.SendAsync(Enclave.Client.Stamped(key, operation, Encoding.UTF8.GetBytes(payload), id));

    public void Dispose()
    {
        Enclave.Dispose();
        foreach (TestKey key in (TestKey[])[Owner, .. Approvers, Robot])
        {
            key.Dispose();
        }
    }
}

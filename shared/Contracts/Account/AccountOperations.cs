using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>The <c>account</c> service: accounts, their keys, and what was done with them.</summary>
public static class AccountOperations
{
    /// <summary>Begins an account.</summary>
    public static readonly Operation<RegisterRequest, RegisterResponse> Register = new(
        "account", "register", "Begins an account with its first key, which stamps this request.",
        static () => AccountRequestJson.Default.RegisterRequest, static () => AccountResponseJson.Default.RegisterResponse)
    {
        Access = Access.StampedByNewKey,
        Effects = Effects.ChangesState,
    };

    /// <summary>Describes the account and the key that asks.</summary>
    public static readonly Operation<GetAccountRequest, GetAccountResponse> GetAccount = new(
        "account", "getAccount", "Describes the account, and what the key that asks may do.",
        static () => AccountRequestJson.Default.GetAccountRequest, static () => AccountResponseJson.Default.GetAccountResponse)
    { Access = Access.Stamped };

    /// <summary>Renames the account.</summary>
    public static readonly Operation<UpdateAccountRequest, UpdateAccountResponse> UpdateAccount = new(
        "account", "updateAccount", "Renames the account.",
        static () => AccountRequestJson.Default.UpdateAccountRequest, static () => AccountResponseJson.Default.UpdateAccountResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Adds a key.</summary>
    public static readonly Operation<AddKeyRequest, AddKeyResponse> AddKey = new(
        "account", "addKey", "Adds a key, with scopes of the key that asks and for no longer than that one lives.",
        static () => AccountRequestJson.Default.AddKeyRequest, static () => AccountResponseJson.Default.AddKeyResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Lists the keys.</summary>
    public static readonly Operation<ListKeysRequest, ListKeysResponse> ListKeys = new(
        "account", "listKeys", "Lists the account's keys.",
        static () => AccountRequestJson.Default.ListKeysRequest, static () => AccountResponseJson.Default.ListKeysResponse)
    { Access = Access.Stamped };

    /// <summary>Changes a key's name, scopes or end.</summary>
    public static readonly Operation<UpdateKeyRequest, UpdateKeyResponse> UpdateKey = new(
        "account", "updateKey", "Changes a key's name, scopes or end.",
        static () => AccountRequestJson.Default.UpdateKeyRequest, static () => AccountResponseJson.Default.UpdateKeyResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Ends a key, at once and for good.</summary>
    public static readonly Operation<RevokeKeyRequest, RevokeKeyResponse> RevokeKey = new(
        "account", "revokeKey", "Ends a key, at once and for good.",
        static () => AccountRequestJson.Default.RevokeKeyRequest, static () => AccountResponseJson.Default.RevokeKeyResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Gives a challenge to open a session with.</summary>
    public static readonly Operation<CreateChallengeRequest, CreateChallengeResponse> CreateChallenge = new(
        "account", "createChallenge", "Gives a challenge, for 5 minutes, with which a passkey or a Neo key opens a session.",
        static () => AccountRequestJson.Default.CreateChallengeRequest, static () => AccountResponseJson.Default.CreateChallengeResponse);

    /// <summary>Opens a session.</summary>
    public static readonly Operation<StartSessionRequest, StartSessionResponse> StartSession = new(
        "account", "startSession", "Opens a session by a passkey or a Neo key; its key, which stamps this request, then stamps like the account's own.",
        static () => AccountRequestJson.Default.StartSessionRequest, static () => AccountResponseJson.Default.StartSessionResponse)
    {
        Access = Access.StampedByNewKey,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists the sessions.</summary>
    public static readonly Operation<ListSessionsRequest, ListSessionsResponse> ListSessions = new(
        "account", "listSessions", "Lists the account's sessions that are not over.",
        static () => AccountRequestJson.Default.ListSessionsRequest, static () => AccountResponseJson.Default.ListSessionsResponse)
    { Access = Access.Stamped };

    /// <summary>Ends a session.</summary>
    public static readonly Operation<EndSessionRequest, EndSessionResponse> EndSession = new(
        "account", "endSession", "Ends a session at once: the one that asks, which needs no scope for it, or another of the account.",
        static () => AccountRequestJson.Default.EndSessionRequest, static () => AccountResponseJson.Default.EndSessionResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Says what needs the approval of others.</summary>
    public static readonly Operation<SetApprovalPolicyRequest, SetApprovalPolicyResponse> SetApprovalPolicy = new(
        "account", "setApprovalPolicy", "Says which operations need the approval of how many of which keys.",
        static () => AccountRequestJson.Default.SetApprovalPolicyRequest, static () => AccountResponseJson.Default.SetApprovalPolicyResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Lists requests that need approval.</summary>
    public static readonly Operation<ListApprovalsRequest, ListApprovalsResponse> ListApprovals = new(
        "account", "listApprovals", "Lists the requests of the last 24 hours that needed approval, with their payloads, and the rules in force.",
        static () => AccountRequestJson.Default.ListApprovalsRequest, static () => AccountResponseJson.Default.ListApprovalsResponse)
    { Access = Access.Stamped };

    /// <summary>Approves a request.</summary>
    public static readonly Operation<ApproveRequest, ApproveResponse> Approve = new(
        "account", "approve", "Approves a request of another key, by the hash of all of it; with enough approvals it is done when it is sent again.",
        static () => AccountRequestJson.Default.ApproveRequest, static () => AccountResponseJson.Default.ApproveResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Rejects a request.</summary>
    public static readonly Operation<RejectRequest, RejectResponse> Reject = new(
        "account", "reject", "Rejects a request that needs approval, or takes back one of the key's own.",
        static () => AccountRequestJson.Default.RejectRequest, static () => AccountResponseJson.Default.RejectResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists what was done.</summary>
    public static readonly Operation<ListAuditEventsRequest, ListAuditEventsResponse> ListAuditEvents = new(
        "account", "listAuditEvents", "Lists who did what with the account, chained by hashes.",
        static () => AccountRequestJson.Default.ListAuditEventsRequest, static () => AccountResponseJson.Default.ListAuditEventsResponse)
    { Access = Access.Stamped };

    /// <summary>Ends the account.</summary>
    public static readonly Operation<CloseAccountRequest, CloseAccountResponse> CloseAccount = new(
        "account", "closeAccount", "Ends the account and all its keys for good; what its wallets hold is out of reach from then on.",
        static () => AccountRequestJson.Default.CloseAccountRequest, static () => AccountResponseJson.Default.CloseAccountResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Every operation of the service.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        Register, GetAccount, UpdateAccount, AddKey, ListKeys, UpdateKey, RevokeKey, CreateChallenge, StartSession, ListSessions, EndSession,
        SetApprovalPolicy, ListApprovals, Approve, Reject, ListAuditEvents, CloseAccount,
    ];
}

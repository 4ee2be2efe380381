using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Account.Sessions;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>The <c>account</c> service: accounts, their keys and sessions, and what was done with them.</summary>
public sealed class AccountService
{
    private readonly AccountSettings settings;
    private readonly RegistrationPolicy registration;
    private readonly AccountKeys keys;

    /// <summary>Creates the service.</summary>
    public AccountService(AccountSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.settings = settings;
        registration = new RegistrationPolicy(settings);
        keys = new AccountKeys(settings);
    }

    /// <summary>Binds the service's operations.</summary>
    public void Bind(StampedMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        SessionOpening opening = new(settings, map.Challenges);
        map.BindRegistering(AccountOperations.Register, request => RequestedKey.ReadFirst(request.Key.Kind, request.Key.PublicKey), RegisterAsync)
            .Bind(AccountOperations.GetAccount, GetAccountAsync)
            .Bind(AccountOperations.UpdateAccount, UpdateAccountAsync)
            .Bind(AccountOperations.AddKey, keys.AddAsync)
            .Bind(AccountOperations.ListKeys, AccountKeys.ListAsync)
            .Bind(AccountOperations.UpdateKey, AccountKeys.UpdateAsync)
            .Bind(AccountOperations.RevokeKey, AccountKeys.RevokeAsync)
            .BindPublic(AccountOperations.CreateChallenge, opening.CreateChallenge)
            .BindOpening(
                AccountOperations.StartSession, SessionOpening.KeyOf, static request => request.KeyId, opening.Judge, opening.OpenAsync)
            .Bind(AccountOperations.ListSessions, SessionListing.ListAsync)
            .Bind(AccountOperations.EndSession, SessionEnding.EndAsync)
            .Bind(AccountOperations.SetApprovalPolicy, static async (request, call) => await ApprovalPolicies.SetAsync(request, (await ProfileAsync(call)).Keys, call))
            .Bind(AccountOperations.ListApprovals, ApprovalListing.ListAsync)
            .Bind(AccountOperations.Approve, ApprovalVotes.ApproveAsync)
            .Bind(AccountOperations.Reject, ApprovalVotes.RejectAsync)
            .Bind(AccountOperations.ListAuditEvents, AuditListing.ListAsync)
            .Bind(AccountOperations.CloseAccount, CloseAccountAsync);
    }

    /// <summary>The caller's account, which is there.</summary>
    internal static async ValueTask<ProfileDocument> ProfileAsync(Call call) =>
        await AccountDocuments.Profiles.FindAsync(call.State, call.Caller.AccountId)
            ?? throw new InvalidOperationException("A key's account has no profile.");

    private async ValueTask<RegisterResponse> RegisterAsync(RegisterRequest request, Call call)
    {
        string name = RequestedKey.ReadName(request.Name)!;
        IReadOnlyList<string> scopes = request.Key.Scopes is { } fewer ? RequestedKey.ReadScopes(fewer) : Scopes.Everything;
        if (!Scopes.Allow(scopes, AccountOperations.AddKey))
        {
            throw new RequestException($"scopes must hold {AccountOperations.AddKey}: an account without it could never have another key.");
        }

        await registration.AdmitAsync(request.Invitation, call);
        string accountId = call.Caller.AccountId;
        call.Target = accountId;
        AccountDocuments.Profiles.Put(call.State, accountId, new ProfileDocument { Name = name, CreatedAt = call.Time, Keys = [call.Caller.KeyId] });
        AccessDocuments.Keys.Put(call.State, call.Caller.KeyId, new KeyDocument
        {
            AccountId = accountId,
            Kind = request.Key.Kind,
            X = request.Key.PublicKey.X,
            Y = request.Key.PublicKey.Y,
            Name = RequestedKey.ReadName(request.Key.Name),
            Scopes = scopes,
            CreatedAt = call.Time,
        });
        return new RegisterResponse { AccountId = accountId, KeyId = call.Caller.KeyId, Scopes = scopes };
    }

    private static async ValueTask<GetAccountResponse> GetAccountAsync(GetAccountRequest request, Call call)
    {
        ProfileDocument profile = await ProfileAsync(call);
        return new GetAccountResponse
        {
            AccountId = call.Caller.AccountId,
            Name = profile.Name,
            CreatedAt = profile.CreatedAt.UtcDateTime,
            Keys = profile.Keys.Count,
            KeyId = call.Caller.KeyId,
            Scopes = call.Caller.Scopes,
        };
    }

    private static async ValueTask<UpdateAccountResponse> UpdateAccountAsync(UpdateAccountRequest request, Call call)
    {
        ProfileDocument profile = await ProfileAsync(call);
        call.Target = call.Caller.AccountId;
        AccountDocuments.Profiles.Put(
            call.State, call.Caller.AccountId, profile with { Name = RequestedKey.ReadName(request.Name)! });
        return new UpdateAccountResponse();
    }

    private static async ValueTask<CloseAccountResponse> CloseAccountAsync(CloseAccountRequest request, Call call)
    {
        string accountId = call.Caller.AccountId;
        call.Target = accountId;
        if (request.AccountId != accountId)
        {
            throw new RequestException("accountId must be the id of the account that is closed: the one whose key stamps this.");
        }

        // No stamp of the account holds from here on: that is what closes it.
        ProfileDocument profile = await ProfileAsync(call);
        foreach (string keyId in profile.Keys)
        {
            KeyDocument key = await AccountKeys.FindAsync(call, keyId);
            AccessDocuments.Keys.Put(call.State, keyId, key with { RevokedAt = call.Time });
        }

        await ApprovalPolicies.ForgetAsync(call);
        call.CloseAccount();
        AccountDocuments.Profiles.Put(call.State, accountId, profile with { Keys = [], ClosedAt = call.Time });
        return new CloseAccountResponse();
    }
}

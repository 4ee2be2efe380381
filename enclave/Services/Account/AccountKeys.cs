using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Account.Sessions;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>The operations on an account's keys.</summary>
internal sealed class AccountKeys(AccountSettings settings)
{
    internal async ValueTask<AddKeyResponse> AddAsync(AddKeyRequest request, Call call)
    {
        KeyMaterial key = KeyMaterial.Read(request);
        call.Target = key.KeyId;
        if (key.Kind == KeyKind.WebAuthn && settings.RelyingParty is null)
        {
            throw SessionProof.NoRelyingParty();
        }

        IReadOnlyList<string> scopes = RequestedKey.ReadScopes(request.Scopes);
        DateTimeOffset? end = RequestedKey.ReadEnd(request.ExpiresAt, call.Time);
        AccountPolicy.CheckNew(call.Caller, scopes, end);
        ProfileDocument profile = await AccountService.ProfileAsync(call);
        if (profile.Keys.Count >= settings.MaxKeys)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The account has {settings.MaxKeys} keys, as many as it may have; revoke one first.");
        }

        if (await AccessDocuments.Keys.FindAsync(call.State, key.KeyId) is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "This key belongs to an account, or did: make a new one.");
        }

        AccessDocuments.Keys.Put(call.State, key.KeyId, new KeyDocument
        {
            AccountId = call.Caller.AccountId,
            Kind = key.Kind,
            X = key.X,
            Y = key.Y,
            CredentialId = key.CredentialId,
            Name = RequestedKey.ReadName(request.Name),
            Scopes = scopes,
            CreatedAt = call.Time,
            ExpiresAt = end,
        });
        AccountDocuments.Profiles.Put(call.State, call.Caller.AccountId, profile with { Keys = [.. profile.Keys, key.KeyId] });
        return new AddKeyResponse { KeyId = key.KeyId };
    }

    internal static async ValueTask<ListKeysResponse> ListAsync(ListKeysRequest request, Call call)
    {
        int limit = request.Limit ?? PageRequest.DefaultLimit;
        if (limit is < 1 or > PageRequest.MaxLimit)
        {
            throw new RequestException($"limit is 1 to {PageRequest.MaxLimit}.");
        }

        if (request.Cursor is { } cursor && !Base64UrlText.TryDecode(cursor, StampKey.CoordinateLength, out _))
        {
            throw new RequestException("cursor must be the nextCursor of a response.");
        }

        ProfileDocument profile = await AccountService.ProfileAsync(call);
        string[] rest = [.. profile.Keys.Where(keyId => string.CompareOrdinal(keyId, request.Cursor) > 0).Order(StringComparer.Ordinal)];
        List<KeyDescription> keys = [];
        foreach (string keyId in rest.Take(limit))
        {
            keys.Add(Describe(keyId, await FindAsync(call, keyId)));
        }

        return new ListKeysResponse { Keys = keys, NextCursor = rest.Length > limit ? keys[^1].KeyId : null };
    }

    internal static async ValueTask<UpdateKeyResponse> UpdateAsync(UpdateKeyRequest request, Call call)
    {
        if (request.NeverExpires && request.ExpiresAt is not null)
        {
            throw new RequestException("Give expiresAt or neverExpires, not both.");
        }

        KeyDocument before = await OwnAsync(request.KeyId, call);
        KeyDocument after = before with
        {
            Name = RequestedKey.ReadName(request.Name) ?? before.Name,
            Scopes = request.Scopes is null ? before.Scopes : RequestedKey.ReadScopes(request.Scopes),
            ExpiresAt = request.NeverExpires ? null : RequestedKey.ReadEnd(request.ExpiresAt, call.Time) ?? before.ExpiresAt,
        };
        AccountPolicy.CheckChange(call.Caller, before, after);
        AccessDocuments.Keys.Put(call.State, request.KeyId, after);
        ProfileDocument profile = await AccountService.ProfileAsync(call);
        await CheckManageableAsync(call, profile.Keys);
        await ApprovalPolicies.CheckKeyAsync(profile.Keys, request.KeyId, before, call);
        return new UpdateKeyResponse();
    }

    internal static async ValueTask<RevokeKeyResponse> RevokeAsync(RevokeKeyRequest request, Call call)
    {
        KeyDocument key = await OwnAsync(request.KeyId, call);
        ProfileDocument profile = await AccountService.ProfileAsync(call);
        string[] left = [.. profile.Keys.Where(keyId => keyId != request.KeyId)];
        AccessDocuments.Keys.Put(call.State, request.KeyId, key with { RevokedAt = call.Time });
        await SessionRoll.EndOfKeyAsync(call, request.KeyId);
        AccountDocuments.Profiles.Put(call.State, call.Caller.AccountId, profile with { Keys = left });
        await CheckManageableAsync(call, left);
        if (!request.AcceptLockout)
        {
            await ApprovalPolicies.CheckKeyAsync(left, request.KeyId, key, call);
        }

        return new RevokeKeyResponse();
    }

    /// <summary>A key that the account's profile names.</summary>
    internal static async ValueTask<KeyDocument> FindAsync(Call call, string keyId) =>
        await AccessDocuments.Keys.FindAsync(call.State, keyId) ?? throw new InvalidOperationException("A key of an account is missing.");

    /// <summary>A key that a request names: of the caller's account, and not revoked.</summary>
    private static async ValueTask<KeyDocument> OwnAsync(string keyId, Call call)
    {
        KeyDocument? key = await AccessDocuments.Keys.FindAsync(call.State, keyId);
        if (key is null || key.AccountId != call.Caller.AccountId || key.RevokedAt is not null || key.IsSession)
        {
            throw new RequestException(ErrorCode.NotFound, "The account has no such key; listKeys lists them.");
        }

        call.Target = keyId;
        return key;
    }

    /// <summary>
    /// An account keeps a living key that can add others, or nobody could ever help it: one that stamps, since what a session adds ends with the session.
    /// </summary>
    private static async ValueTask CheckManageableAsync(Call call, IReadOnlyList<string> keyIds)
    {
        foreach (string keyId in keyIds)
        {
            KeyDocument key = await FindAsync(call, keyId);
            if (key.Stamps && key.IsAlive(call.Time) && Scopes.Allow(key.Scopes, AccountOperations.AddKey))
            {
                return;
            }
        }

        throw new RequestException(
            ErrorCode.Conflict, $"This would leave the account without a living p256 key that has {AccountOperations.AddKey}: add another such key first.");
    }

    private static KeyDescription Describe(string keyId, KeyDocument key) => new()
    {
        KeyId = keyId,
        Kind = key.Kind,
        PublicKey = new JsonWebKey { Kty = "EC", Crv = "P-256", X = key.X, Y = key.Y },
        NeoPublicKey = key.Kind == KeyKind.Neo ? KeyMaterial.NeoKeyOf(key).ToString() : null,
        CredentialId = key.CredentialId,
        Name = key.Name,
        Scopes = key.Scopes,
        CreatedAt = key.CreatedAt.UtcDateTime,
        ExpiresAt = key.ExpiresAt?.UtcDateTime,
    };
}

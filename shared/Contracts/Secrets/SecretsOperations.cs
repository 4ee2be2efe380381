using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>The <c>secrets</c> service: values that leave only sealed, and keys that never leave.</summary>
public static class SecretsOperations
{
    /// <summary>Keeps a secret.</summary>
    public static readonly Operation<CreateSecretRequest, SecretVersionResponse> CreateSecret = new(
        "secrets", "createSecret",
        "Creates a secret with a first value, given or generated in the enclave.",
        static () => SecretsRequestJson.Default.CreateSecretRequest, static () => SecretsResponseJson.Default.SecretVersionResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Confidential = Confidential.Request,
    };

    /// <summary>Shows a secret without its values.</summary>
    public static readonly Operation<GetSecretRequest, SecretDescription> GetSecret = new(
        "secrets", "getSecret",
        "Shows a secret, by id or by name: everything but its values.",
        static () => SecretsRequestJson.Default.GetSecretRequest, static () => SecretsResponseJson.Default.SecretDescription)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lists secrets.</summary>
    public static readonly Operation<ListSecretsRequest, ListSecretsResponse> ListSecrets = new(
        "secrets", "listSecrets",
        "Lists the account's secrets, oldest first, without their values.",
        static () => SecretsRequestJson.Default.ListSecretsRequest, static () => SecretsResponseJson.Default.ListSecretsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Changes what stands beside the values.</summary>
    public static readonly Operation<UpdateSecretRequest, SecretDescription> UpdateSecret = new(
        "secrets", "updateSecret",
        "Changes a secret's name, description, tags, rotation period or expiry.",
        static () => SecretsRequestJson.Default.UpdateSecretRequest, static () => SecretsResponseJson.Default.SecretDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Deletes a secret so that it can be restored for a while.</summary>
    public static readonly Operation<DeleteSecretRequest, SecretDescription> DeleteSecret = new(
        "secrets", "deleteSecret",
        "Deletes a secret; for recoveryDays (30 when absent) restoreSecret brings it back.",
        static () => SecretsRequestJson.Default.DeleteSecretRequest, static () => SecretsResponseJson.Default.SecretDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Takes a deletion back.</summary>
    public static readonly Operation<RestoreSecretRequest, SecretDescription> RestoreSecret = new(
        "secrets", "restoreSecret",
        "Restores a deleted secret, while that is possible.",
        static () => SecretsRequestJson.Default.RestoreSecretRequest, static () => SecretsResponseJson.Default.SecretDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Gives a secret another value.</summary>
    public static readonly Operation<PutSecretValueRequest, SecretVersionResponse> PutSecretValue = new(
        "secrets", "putSecretValue",
        "Writes a secret's next version; with expectedVersion only behind that one.",
        static () => SecretsRequestJson.Default.PutSecretValueRequest, static () => SecretsResponseJson.Default.SecretVersionResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Confidential = Confidential.Request,
    };

    /// <summary>Gives out a value.</summary>
    public static readonly Operation<GetSecretValueRequest, GetSecretValueResponse> GetSecretValue = new(
        "secrets", "getSecretValue",
        "Gives a secret's value, sealed to recipientKey: its holder alone can read it.",
        static () => SecretsRequestJson.Default.GetSecretValueRequest, static () => SecretsResponseJson.Default.GetSecretValueResponse)
    {
        Access = Access.Stamped,
        Audited = true,
    };

    /// <summary>Gives a secret another value and ends the old ones.</summary>
    public static readonly Operation<RotateSecretRequest, SecretVersionResponse> RotateSecret = new(
        "secrets", "rotateSecret",
        "Writes a secret's next version, given or generated; earlier ones end after graceSeconds.",
        static () => SecretsRequestJson.Default.RotateSecretRequest, static () => SecretsResponseJson.Default.SecretVersionResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Confidential = Confidential.Request,
    };

    /// <summary>Lists versions.</summary>
    public static readonly Operation<ListSecretVersionsRequest, ListSecretVersionsResponse> ListSecretVersions = new(
        "secrets", "listSecretVersions",
        "Lists a secret's versions, newest first, without their values.",
        static () => SecretsRequestJson.Default.ListSecretVersionsRequest, static () => SecretsResponseJson.Default.ListSecretVersionsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Removes a version's value.</summary>
    public static readonly Operation<DestroySecretVersionRequest, SecretVersion> DestroySecretVersion = new(
        "secrets", "destroySecretVersion",
        "Destroys the value of one version for good.",
        static () => SecretsRequestJson.Default.DestroySecretVersionRequest, static () => SecretsResponseJson.Default.SecretVersion)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lets a function read a secret.</summary>
    public static readonly Operation<GrantSecretRequest, SecretGrant> GrantSecret = new(
        "secrets", "grantSecret",
        "Grants a secret to one source of one function.",
        static () => SecretsRequestJson.Default.GrantSecretRequest, static () => SecretsResponseJson.Default.SecretGrant)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Takes a grant back.</summary>
    public static readonly Operation<RevokeGrantRequest, RevokeGrantResponse> RevokeGrant = new(
        "secrets", "revokeGrant",
        "Revokes what was granted to a function.",
        static () => SecretsRequestJson.Default.RevokeGrantRequest, static () => SecretsResponseJson.Default.RevokeGrantResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Lists grants.</summary>
    public static readonly Operation<ListGrantsRequest, ListGrantsResponse> ListGrants = new(
        "secrets", "listGrants",
        "Lists the functions that a secret was granted to.",
        static () => SecretsRequestJson.Default.ListGrantsRequest, static () => SecretsResponseJson.Default.ListGrantsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Says whether a function may read a secret.</summary>
    public static readonly Operation<CheckAccessRequest, CheckAccessResponse> CheckAccess = new(
        "secrets", "checkAccess",
        "Says whether a function may read a secret now, and why not.",
        static () => SecretsRequestJson.Default.CheckAccessRequest, static () => SecretsResponseJson.Default.CheckAccessResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Says who read a secret.</summary>
    public static readonly Operation<ListSecretAccessRequest, ListSecretAccessResponse> ListSecretAccess = new(
        "secrets", "listSecretAccess",
        "Lists who read which version of a secret when, latest first.",
        static () => SecretsRequestJson.Default.ListSecretAccessRequest, static () => SecretsResponseJson.Default.ListSecretAccessResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Every operation on secrets; those of transit stand in <see cref="TransitOperations"/>.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        CreateSecret, GetSecret, ListSecrets, UpdateSecret, DeleteSecret, RestoreSecret, PutSecretValue, GetSecretValue, RotateSecret,
        ListSecretVersions, DestroySecretVersion, GrantSecret, RevokeGrant, ListGrants, CheckAccess, ListSecretAccess,
    ];
}

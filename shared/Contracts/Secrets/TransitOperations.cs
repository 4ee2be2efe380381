using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>The <c>secrets</c> service's transit: named keys that encrypt and authenticate, and never leave the enclave.</summary>
public static class TransitOperations
{
    /// <summary>Makes a transit key.</summary>
    public static readonly Operation<CreateTransitKeyRequest, TransitKeyDescription> CreateTransitKey = new(
        "secrets", "createTransitKey",
        "Creates a named key that encrypts and authenticates, and never leaves the enclave.",
        static () => SecretsRequestJson.Default.CreateTransitKeyRequest, static () => SecretsResponseJson.Default.TransitKeyDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Shows a transit key.</summary>
    public static readonly Operation<GetTransitKeyRequest, TransitKeyDescription> GetTransitKey = new(
        "secrets", "getTransitKey",
        "Shows a transit key: its versions and settings.",
        static () => SecretsRequestJson.Default.GetTransitKeyRequest, static () => SecretsResponseJson.Default.TransitKeyDescription)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lists transit keys.</summary>
    public static readonly Operation<ListTransitKeysRequest, ListTransitKeysResponse> ListTransitKeys = new(
        "secrets", "listTransitKeys",
        "Lists the account's transit keys, by name.",
        static () => SecretsRequestJson.Default.ListTransitKeysRequest, static () => SecretsResponseJson.Default.ListTransitKeysResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Gives a transit key another version.</summary>
    public static readonly Operation<RotateTransitKeyRequest, TransitKeyDescription> RotateTransitKey = new(
        "secrets", "rotateTransitKey",
        "Gives a transit key a new version, which encrypts from then on; older ones still decrypt.",
        static () => SecretsRequestJson.Default.RotateTransitKeyRequest, static () => SecretsResponseJson.Default.TransitKeyDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Changes a transit key's settings.</summary>
    public static readonly Operation<UpdateTransitKeyRequest, TransitKeyDescription> UpdateTransitKey = new(
        "secrets", "updateTransitKey",
        "Changes which versions of a transit key decrypt, and whether it may be deleted.",
        static () => SecretsRequestJson.Default.UpdateTransitKeyRequest, static () => SecretsResponseJson.Default.TransitKeyDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Removes a transit key.</summary>
    public static readonly Operation<DeleteTransitKeyRequest, DeleteTransitKeyResponse> DeleteTransitKey = new(
        "secrets", "deleteTransitKey",
        "Deletes a transit key for good: what it encrypted is lost.",
        static () => SecretsRequestJson.Default.DeleteTransitKeyRequest, static () => SecretsResponseJson.Default.DeleteTransitKeyResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Encrypts with a transit key.</summary>
    public static readonly Operation<EncryptRequest, CiphertextResponse> Encrypt = new(
        "secrets", "encrypt",
        "Encrypts data with a transit key's newest version.",
        static () => SecretsRequestJson.Default.EncryptRequest, static () => SecretsResponseJson.Default.CiphertextResponse)
    {
        Access = Access.Stamped,
        Confidential = Confidential.Request,
    };

    /// <summary>Decrypts with a transit key.</summary>
    public static readonly Operation<DecryptRequest, DecryptResponse> Decrypt = new(
        "secrets", "decrypt",
        "Decrypts what a transit key has encrypted; to recipientKey, if one is given.",
        static () => SecretsRequestJson.Default.DecryptRequest, static () => SecretsResponseJson.Default.DecryptResponse)
    {
        Access = Access.Stamped,
        Audited = true,
        Confidential = Confidential.Response,
    };

    /// <summary>Encrypts again without showing what.</summary>
    public static readonly Operation<RewrapRequest, CiphertextResponse> Rewrap = new(
        "secrets", "rewrap",
        "Encrypts a ciphertext again with its key's newest version; the plaintext does not leave.",
        static () => SecretsRequestJson.Default.RewrapRequest, static () => SecretsResponseJson.Default.CiphertextResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Authenticates with a transit key.</summary>
    public static readonly Operation<HmacRequest, HmacResponse> Hmac = new(
        "secrets", "hmac",
        "Makes an HMAC-SHA256 with a transit key's newest version.",
        static () => SecretsRequestJson.Default.HmacRequest, static () => SecretsResponseJson.Default.HmacResponse)
    {
        Access = Access.Stamped,
        Audited = true,
        Confidential = Confidential.Request,
    };

    /// <summary>Checks an HMAC.</summary>
    public static readonly Operation<VerifyHmacRequest, VerifyHmacResponse> VerifyHmac = new(
        "secrets", "verifyHmac",
        "Checks an HMAC that a transit key made.",
        static () => SecretsRequestJson.Default.VerifyHmacRequest, static () => SecretsResponseJson.Default.VerifyHmacResponse)
    {
        Access = Access.Stamped,
        Confidential = Confidential.Request,
    };

    /// <summary>Every operation of transit.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        CreateTransitKey, GetTransitKey, ListTransitKeys, RotateTransitKey, UpdateTransitKey, DeleteTransitKey, Encrypt, Decrypt,
        Rewrap, Hmac, VerifyHmac,
    ];
}

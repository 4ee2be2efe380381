using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Enclave.Secrets.Transit;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>The <c>secrets</c> service. It keeps nothing loaded: what is secret is read when it is asked for, and cleared.</summary>
public sealed class SecretsService
{
    /// <summary>Sets the service up; nothing is read yet.</summary>
    public SecretsService(SecretsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SecretDocuments documents = new(settings.MaxSecrets);
        Management = new SecretManagement(documents);
        Writing = new SecretWriting(documents, settings.MaxVersions);
        Reading = new SecretReading(documents, settings.GenesisId);
        Versioning = new SecretVersioning(documents);
        Granting = new SecretGranting(documents);
        Reader = new GrantedReading(documents);
        TransitKeyDocuments keys = new(settings.MaxTransitKeys);
        TransitManagement = new TransitManagement(keys);
        TransitUse = new TransitUse(keys, settings.GenesisId);
    }

    /// <summary>Gives functions what was granted to them.</summary>
    public ISecretReader Reader { get; }

    internal SecretManagement Management { get; }

    internal SecretWriting Writing { get; }

    internal SecretReading Reading { get; }

    internal SecretVersioning Versioning { get; }

    internal SecretGranting Granting { get; }

    internal TransitManagement TransitManagement { get; }

    internal TransitUse TransitUse { get; }

    /// <summary>Binds the service's operations.</summary>
    public void Bind(StampedMap stamped)
    {
        ArgumentNullException.ThrowIfNull(stamped);
        stamped.Bind(SecretsOperations.CreateSecret, Writing.CreateAsync)
            .Bind(SecretsOperations.GetSecret, Management.GetAsync)
            .Bind(SecretsOperations.ListSecrets, Management.ListAsync)
            .Bind(SecretsOperations.UpdateSecret, Management.UpdateAsync)
            .Bind(SecretsOperations.DeleteSecret, Management.DeleteAsync)
            .Bind(SecretsOperations.RestoreSecret, Management.RestoreAsync)
            .Bind(SecretsOperations.PutSecretValue, Writing.PutAsync)
            .Bind(SecretsOperations.GetSecretValue, Reading.GetAsync)
            .Bind(SecretsOperations.RotateSecret, Writing.RotateAsync)
            .Bind(SecretsOperations.ListSecretVersions, Versioning.ListAsync)
            .Bind(SecretsOperations.DestroySecretVersion, Versioning.DestroyAsync)
            .Bind(SecretsOperations.GrantSecret, Granting.GrantAsync)
            .Bind(SecretsOperations.RevokeGrant, Granting.RevokeAsync)
            .Bind(SecretsOperations.ListGrants, Granting.ListAsync)
            .Bind(SecretsOperations.CheckAccess, Granting.CheckAsync)
            .Bind(SecretsOperations.ListSecretAccess, Reading.ListAsync);
        BindTransit(stamped);
    }

    private void BindTransit(StampedMap stamped) => stamped
        .Bind(TransitOperations.CreateTransitKey, TransitManagement.CreateAsync)
        .Bind(TransitOperations.GetTransitKey, TransitManagement.GetAsync)
        .Bind(TransitOperations.ListTransitKeys, TransitManagement.ListAsync)
        .Bind(TransitOperations.RotateTransitKey, TransitManagement.RotateAsync)
        .Bind(TransitOperations.UpdateTransitKey, TransitManagement.UpdateAsync)
        .Bind(TransitOperations.DeleteTransitKey, TransitManagement.DeleteAsync)
        .Bind(TransitOperations.Encrypt, TransitUse.EncryptAsync)
        .Bind(TransitOperations.Decrypt, TransitUse.DecryptAsync)
        .Bind(TransitOperations.Rewrap, TransitUse.RewrapAsync)
        .Bind(TransitOperations.Hmac, TransitUse.AuthenticateAsync)
        .Bind(TransitOperations.VerifyHmac, TransitUse.VerifyAsync);
}

using System.Text;
using NeoServiceLayer.Contracts.Secrets;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>Alice's calls of transit.</summary>
internal static class TransitCalls
{
    internal static Task<TransitKeyDescription> CreateAsync(SecretsWorld world, string name) =>
        world.Alice.DoAsync(world.Service.TransitManagement.CreateAsync, new CreateTransitKeyRequest { KeyName = name });

    internal static Task<TransitKeyDescription> RotateAsync(SecretsWorld world, string name) =>
        world.Alice.DoAsync(world.Service.TransitManagement.RotateAsync, new RotateTransitKeyRequest { KeyName = name });

    internal static Task<DeleteTransitKeyResponse> DeleteAsync(SecretsWorld world, string name) =>
        world.Alice.DoAsync(world.Service.TransitManagement.DeleteAsync, new DeleteTransitKeyRequest { KeyName = name });

    internal static Task<TransitKeyDescription> UpdateAsync(
        SecretsWorld world, string name, long? decrypting = null, long? available = null, bool? deletion = null) => world.Alice.DoAsync(
        world.Service.TransitManagement.UpdateAsync,
        new UpdateTransitKeyRequest { KeyName = name, MinDecryptionVersion = decrypting, MinAvailableVersion = available, DeletionAllowed = deletion });

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    internal static async Task<string> EncryptAsync(SecretsWorld world, string name, string plaintext, string? associated = null) =>
        (await world.Alice.DoAsync(
            world.Service.TransitUse.EncryptAsync,
            new EncryptRequest { KeyName = name, Plaintext = SecretsWorld.Value(plaintext), AssociatedData = Bytes(associated) })).Ciphertext;

    internal static async Task<string> DecryptAsync(SecretsWorld world, string name, string ciphertext, string? associated = null)
    {
        using DecryptResponse answer = await world.Alice.DoAsync(
            world.Service.TransitUse.DecryptAsync, new DecryptRequest { KeyName = name, Ciphertext = ciphertext, AssociatedData = Bytes(associated) });
        return Encoding.UTF8.GetString(answer.Plaintext!.Bytes);
    }

    internal static Task<CiphertextResponse> RewrapAsync(SecretsWorld world, string name, string ciphertext, string? associated) =>
        world.Alice.DoAsync(
            world.Service.TransitUse.RewrapAsync, new RewrapRequest { KeyName = name, Ciphertext = ciphertext, AssociatedData = Bytes(associated) });

    internal static async Task<string> AuthenticateAsync(SecretsWorld world, string name, string data) => (await world.Alice.DoAsync(
        world.Service.TransitUse.AuthenticateAsync, new HmacRequest { KeyName = name, Data = SecretsWorld.Value(data) })).Hmac;

    internal static async Task<bool> VerifyAsync(SecretsWorld world, string name, string data, string hmac) => (await world.Alice.DoAsync(
        world.Service.TransitUse.VerifyAsync, new VerifyHmacRequest { KeyName = name, Data = SecretsWorld.Value(data), Hmac = hmac })).Valid;
}

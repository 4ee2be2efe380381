using System.Security.Cryptography;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets.Transit;

/// <summary>Serves what transit keys do: encrypt, decrypt, rewrap, hmac.</summary>
internal sealed class TransitUse(TransitKeyDocuments documents, ReadOnlyMemory<byte> genesisId)
{
    internal async ValueTask<CiphertextResponse> EncryptAsync(EncryptRequest request, Call call)
    {
        Checks.TransitData(request.Plaintext, "plaintext");
        Checks.Associated(request.AssociatedData);
        TransitKeyDocument document = await documents.RequireAsync(call, request.KeyName);
        using TransitKey key = await documents.LoadAsync(call, document, document.LatestVersion);
        return Encrypt(key, request.Plaintext.Bytes, request.AssociatedData);
    }

    internal async ValueTask<DecryptResponse> DecryptAsync(DecryptRequest request, Call call)
    {
        if (request.RecipientKey is not null)
        {
            Checks.RecipientKey(request.RecipientKey);
        }

        Message message = await ReadAsync(request.KeyName, request.Ciphertext, request.AssociatedData, call);
        using TransitKey key = await documents.LoadAsync(call, message.Document, message.Version);
        if (request.RecipientKey is null)
        {
#pragma warning disable CA2000 // who writes the answer disposes of it
            return new DecryptResponse { Plaintext = Decrypt(key, message, request.AssociatedData), Version = message.Version };
#pragma warning restore CA2000
        }

        using SecretValue plaintext = Decrypt(key, message, request.AssociatedData);
        return new DecryptResponse
        {
            SealedPlaintext = Hpke.Seal(
                request.RecipientKey, SecretSealing.PlaintextInfo,
                SecretSealing.Associated(genesisId.Span, request.KeyName, message.Version), plaintext.Bytes),
            Version = message.Version,
        };
    }

    internal async ValueTask<CiphertextResponse> RewrapAsync(RewrapRequest request, Call call)
    {
        Message message = await ReadAsync(request.KeyName, request.Ciphertext, request.AssociatedData, call);
        using TransitKey old = await documents.LoadAsync(call, message.Document, message.Version);
        using SecretValue plaintext = Decrypt(old, message, request.AssociatedData);
        using TransitKey key = await documents.LoadAsync(call, message.Document, message.Document.LatestVersion);
        return Encrypt(key, plaintext.Bytes, request.AssociatedData);
    }

    internal async ValueTask<HmacResponse> AuthenticateAsync(HmacRequest request, Call call)
    {
        Checks.TransitData(request.Data, "data");
        TransitKeyDocument document = await documents.RequireAsync(call, request.KeyName);
        using TransitKey key = await documents.LoadAsync(call, document, document.LatestVersion);
        return new HmacResponse { Hmac = TransitText.Write(key.Version, key.Authenticate(request.Data.Bytes)) };
    }

    internal async ValueTask<VerifyHmacResponse> VerifyAsync(VerifyHmacRequest request, Call call)
    {
        Checks.TransitData(request.Data, "data");
        if (!TransitText.TryRead(request.Hmac, HMACSHA256.HashSizeInBytes, out long version, out byte[]? given)
            || given.Length != HMACSHA256.HashSizeInBytes)
        {
            throw new RequestException("hmac must be what hmac gave: nsl:v, a version, a colon, and 32 bytes in base64.");
        }

        TransitKeyDocument document = await documents.RequireAsync(call, request.KeyName);
        if (!Has(document, version))
        {
            return new VerifyHmacResponse { Valid = false };
        }

        using TransitKey key = await documents.LoadAsync(call, document, version);
        return new VerifyHmacResponse { Valid = CryptographicOperations.FixedTimeEquals(given, key.Authenticate(request.Data.Bytes)) };
    }

    private static CiphertextResponse Encrypt(TransitKey key, ReadOnlySpan<byte> plaintext, byte[]? associated) => new()
    {
        Ciphertext = TransitText.Write(key.Version, key.Encrypt(plaintext, associated)),
        Version = key.Version,
    };

    /// <summary>Whether a version exists; throws if it may not be used.</summary>
    /// <exception cref="RequestException">policyDenied: it is older than the oldest that may be.</exception>
    private static bool Has(TransitKeyDocument document, long version) => version < 1 || version > document.LatestVersion
        ? false
        : version >= document.MinDecryptionVersion
            ? true
            : throw new RequestException(
                ErrorCode.PolicyDenied, $"The key's versions before {document.MinDecryptionVersion} are not used any more: minDecryptionVersion says so.");

    /// <summary>Reads a ciphertext, and finds the key that it names.</summary>
    private async ValueTask<Message> ReadAsync(string keyName, string ciphertext, byte[]? associated, Call call)
    {
        Checks.Associated(associated);
        TransitKeyDocument document = await documents.RequireAsync(call, keyName);
        return TransitText.TryRead(ciphertext, SecretsLimits.MaxTransitBytes + TransitKey.Overhead, out long version, out byte[]? bytes)
            && bytes.Length >= TransitKey.Overhead && Has(document, version)
            ? new Message(document, version, bytes)
            : throw Refused();
    }

    /// <summary>Decrypts; the plaintext is the caller's to clear.</summary>
    private static SecretValue Decrypt(TransitKey key, Message message, byte[]? associated)
    {
        bool opens = false;
        SecretValue plaintext = SecretValue.Create(
            message.Bytes.Length - TransitKey.Overhead, 0, (bytes, _) => opens = key.TryDecrypt(message.Bytes, associated, bytes));
        if (opens)
        {
            return plaintext;
        }

        plaintext.Dispose();
        throw Refused();
    }

    private static RequestException Refused() => new(
        "ciphertext does not open: it must be what this key's encrypt or rewrap gave, unchanged, with the same associatedData.");

    /// <summary>A ciphertext, with the key that it names.</summary>
    private readonly record struct Message(TransitKeyDocument Document, long Version, byte[] Bytes);
}

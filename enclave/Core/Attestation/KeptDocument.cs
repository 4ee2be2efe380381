using NeoServiceLayer.Attestation;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.Attestation;

/// <summary>
/// The document for those who send no nonce: one for all of them, made anew once half of what its certificates had left is over, so
/// that whoever gets it has the other half. Any thread may ask.
/// </summary>
internal sealed class KeptDocument(DocumentSigner signer, TimeProvider clock)
{
    private readonly Lock gate = new();
    private Task<Made>? making;
    private Made? kept;

    /// <summary>The document. While it is being made anew all wait for the same one; if that fails the old one serves as long as it is valid.</summary>
    /// <exception cref="RequestException">There is none, and none can be made now.</exception>
    internal async ValueTask<byte[]> GetAsync()
    {
        Made? old;
        Task<Made> anew;
        lock (gate)
        {
            old = kept;
            if (old is not null && Age(old) < old.Life / 2)
            {
                return old.Document;
            }

            making = making is null or { IsCompleted: true } ? MakeAsync() : making;
            anew = making;
        }

        try
        {
            return (await anew).Document;
        }
        catch (RequestException) when (old is not null && Age(old) < old.Life)
        {
            return old.Document;
        }
    }

    private async Task<Made> MakeAsync()
    {
        long since = clock.GetTimestamp();
        byte[] document = await signer.SignAsync(nonce: default, context: null);
        Made made = new(document, since, AttestationVerifier.UnverifiedLifetime(document));
        lock (gate)
        {
            kept = made;
        }

        return made;
    }

    private TimeSpan Age(Made made) => clock.GetElapsedTime(made.Since);

    private sealed record Made(byte[] Document, long Since, TimeSpan Life);
}

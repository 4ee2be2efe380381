using System.Security.Cryptography;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Cli.Documents;

/// <summary>What the enclave behind a gateway is, by a document that was made for this very question.</summary>
/// <param name="Document">The document, verified.</param>
/// <param name="Policy">What it was held to.</param>
/// <param name="Identity">What it binds, by name.</param>
/// <param name="Bytes">The document, byte for byte.</param>
internal sealed record AttestedEnclave(
    AttestationDocument Document, AttestationPolicy Policy, IReadOnlyDictionary<string, string> Identity, byte[] Bytes)
{
    private const int NonceLength = 32;
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks for a document, with a nonce, and judges it and what is said to be bound by it.</summary>
    /// <param name="client">The gateway's.</param>
    /// <param name="policy">What it is held to; the time is now's, and the nonce a random one if it has none.</param>
    /// <param name="outside">What judges, and the clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="NotTrustedException">A check failed: the first.</exception>
    internal static async Task<AttestedEnclave> AskAsync(
        NslClient client, AttestationPolicy policy, Surroundings outside, CancellationToken cancellationToken)
    {
        byte[] nonce = policy.Nonce?.ToArray() ?? RandomNumberGenerator.GetBytes(NonceLength);
        GetAttestationResponse answer = await CallAsync(client, nonce, outside, cancellationToken);
        policy = policy with { At = outside.Clock.GetUtcNow(), Nonce = nonce, UserData = HashOf(answer.Identity) };
        AttestationResult result = outside.Documents.Verify(answer.Document, policy);
        return result.Document is { } verified
            ? new AttestedEnclave(verified, policy, answer.Identity.ToDictionary(entry => entry.Name, entry => entry.Value), answer.Document)
            : throw NotTrustedException.Of(result.Failed!.Value);
    }

    /// <summary>A value that the document binds.</summary>
    /// <exception cref="NotTrustedException">It binds none of that name.</exception>
    internal byte[] Bound(string name) => Identity.TryGetValue(name, out string? value)
        ? Convert.FromHexString(value)
        : throw new NotTrustedException(name, $"The document does not bind a value named {name}: the enclave is of a version that this nsl does not fit, or is not at that point yet.");

    /// <summary>Holds it to the deployment of an account, if there is one.</summary>
    /// <exception cref="NotTrustedException">It is of another.</exception>
    internal void MustBeOf(string? deployment, NslHome? home)
    {
        if (deployment is not null && !deployment.Equals(Identity.GetValueOrDefault("genesisId"), StringComparison.OrdinalIgnoreCase))
        {
            throw new NotTrustedException("deployment", $"The enclave is of another deployment than the account in {home}, which is of {deployment}.");
        }
    }

    /// <summary>Anybody may have the module sign, and it signs one document after the other: who comes when many wait asks again.</summary>
    private static async Task<GetAttestationResponse> CallAsync(NslClient client, byte[] nonce, Surroundings outside, CancellationToken cancellationToken)
    {
        for (int left = Attempts - 1; ; left--)
        {
            try
            {
                return await client.CallAsync(
                    SystemOperations.GetAttestation, new GetAttestationRequest { Nonce = nonce }, null, cancellationToken);
            }
            catch (NslRefusedException refused) when (left > 0 && refused.ErrorCode == ErrorCode.Overloaded.Name)
            {
                await Task.Delay(Pause, outside.Clock, cancellationToken);
            }
        }
    }

    /// <summary>What the document must bind: no bytes, which none does, if what was shown is not a list.</summary>
    private static byte[] HashOf(IReadOnlyList<IdentityEntry?> identity)
    {
        if (identity.Contains(null))
        {
            return []; // JSON's nulls are let through in lists
        }

        try
        {
            return IdentityHash.Of([.. identity.Select(entry => (entry!.Name, (ReadOnlyMemory<byte>)Convert.FromHexString(entry.Value)))]);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}

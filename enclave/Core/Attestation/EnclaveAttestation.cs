using NeoServiceLayer.Attestation;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Attestation;

/// <summary>
/// Serves <c>system.getAttestation</c>. With a nonce the document is made for it; without one it is a kept one, for at most
/// half of what its certificates have left when it was made. The module signs one at a time, away from connections' threads.
/// </summary>
internal sealed class EnclaveAttestation
{
    private const int MaxNonce = 512;

    private readonly ISecurityModule? module;
    private readonly TimeProvider clock;
    private readonly IdentityEntry[] identity;
    private readonly byte[] userData;
    private readonly Lock gate = new();
    private byte[]? kept;
    private long keptSince;
    private TimeSpan keptFor;

    /// <param name="module">What signs; null where there is none. Not owned.</param>
    /// <param name="clock">Only for how long a document is kept.</param>
    /// <param name="identity">What the documents bind, in ascending order of the names.</param>
    internal EnclaveAttestation(ISecurityModule? module, TimeProvider clock, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Value)> identity)
    {
        this.module = module;
        this.clock = clock;
        this.identity = [.. identity.Select(entry => new IdentityEntry { Name = entry.Name, Value = Convert.ToHexStringLower(entry.Value.Span) })];
        userData = IdentityHash.Of(identity);
    }

    internal void Bind(OperationMap map) => map.BindAsync(SystemOperations.GetAttestation, GetAttestationAsync);

    private ValueTask<GetAttestationResponse> GetAttestationAsync(GetAttestationRequest request, CallContext context)
    {
        if (request.Nonce is { Length: 0 or > MaxNonce })
        {
            throw new RequestException($"nonce has 1 to {MaxNonce} bytes.");
        }

        if (module is null)
        {
            throw new RequestException(ErrorCode.NotReady, "There is no security module here, which alone could attest.");
        }

        try
        {
            byte[] document = request.Nonce is null ? Kept(module) : module.Attest(userData, request.Nonce, publicKey: default);
            return new(new GetAttestationResponse { Document = document, Identity = identity });
        }
        catch (SecurityModuleException)
        {
            throw new RequestException(ErrorCode.NotReady, "The security module did not sign; try again.");
        }
    }

    private byte[] Kept(ISecurityModule from)
    {
        lock (gate)
        {
            if (kept is null || clock.GetElapsedTime(keptSince) >= keptFor)
            {
                kept = from.Attest(userData, nonce: default, publicKey: default);
                keptSince = clock.GetTimestamp();
                keptFor = AttestationVerifier.UnverifiedLifetime(kept) / 2;
            }

            return kept;
        }
    }
}

using NeoServiceLayer.Attestation;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Attestation;

/// <summary>Serves <c>system.getAttestation</c>: with a nonce a document made for it, without one a kept one.</summary>
internal sealed class EnclaveAttestation
{
    private const int MaxNonce = 512;

    private readonly IdentityEntry[] identity;
    private readonly DocumentSigner? signer;
    private readonly KeptDocument? kept;

    /// <param name="module">What signs; null where there is none. Not owned.</param>
    /// <param name="clock">Only for how long a document is kept.</param>
    /// <param name="identity">What the documents bind, in ascending order of the names.</param>
    internal EnclaveAttestation(ISecurityModule? module, TimeProvider clock, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Value)> identity)
    {
        this.identity = [.. identity.Select(entry => new IdentityEntry { Name = entry.Name, Value = Convert.ToHexStringLower(entry.Value.Span) })];
        signer = module is null ? null : new DocumentSigner(module, IdentityHash.Of(identity));
        kept = signer is null ? null : new KeptDocument(signer, clock);
    }

    internal void Bind(OperationMap map) => map.BindAsync(SystemOperations.GetAttestation, GetAttestationAsync);

    private async ValueTask<GetAttestationResponse> GetAttestationAsync(GetAttestationRequest request, CallContext context)
    {
        if (request.Nonce is { Length: 0 or > MaxNonce })
        {
            throw new RequestException($"nonce has 1 to {MaxNonce} bytes.");
        }

        if (signer is null || kept is null)
        {
            throw new RequestException(ErrorCode.NotReady, "There is no security module here, which alone could attest.");
        }

        byte[] document = request.Nonce is null ? await kept.GetAsync() : await signer.SignAsync(request.Nonce, context);
        return new GetAttestationResponse { Document = document, Identity = identity };
    }
}

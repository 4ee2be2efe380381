using NeoServiceLayer.Attestation;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Attestation;

/// <summary>Serves <c>system.getAttestation</c>: with a nonce a document made for it, without one a kept one.</summary>
internal sealed class EnclaveAttestation
{
    private const int MaxNonce = 512;

    private readonly ISecurityModule? module;
    private readonly TimeProvider clock;
    private volatile Saying saying;

    /// <param name="module">What signs; null where there is none. Not owned.</param>
    /// <param name="clock">Only for how long a document is kept.</param>
    /// <param name="identity">What the documents bind, in ascending order of the names.</param>
    internal EnclaveAttestation(ISecurityModule? module, TimeProvider clock, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Value)> identity)
    {
        this.module = module;
        this.clock = clock;
        saying = new Saying(module, clock, identity);
    }

    /// <summary>Documents bind something else from now on; whoever asked before may still get an earlier one, with the list that it binds.</summary>
    internal void Say(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Value)> identity) => saying = new Saying(module, clock, identity);

    internal void Bind(OperationMap map) => map.BindAsync(SystemOperations.GetAttestation, GetAttestationAsync);

    private async ValueTask<GetAttestationResponse> GetAttestationAsync(GetAttestationRequest request, CallContext context)
    {
        if (request.Nonce is { Length: 0 or > MaxNonce })
        {
            throw new RequestException($"nonce has 1 to {MaxNonce} bytes.");
        }

        Saying now = saying;
        if (now.Signer is null || now.Kept is null)
        {
            throw new RequestException(ErrorCode.NotReady, "There is no security module here, which alone could attest.");
        }

        byte[] document = request.Nonce is null ? await now.Kept.GetAsync() : await now.Signer.SignAsync(request.Nonce, context);
        return new GetAttestationResponse { Document = document, Identity = now.Identity };
    }

    /// <summary>An identity, and what signs documents that bind it.</summary>
    private sealed class Saying
    {
        internal Saying(ISecurityModule? module, TimeProvider clock, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Value)> identity)
        {
            Identity = [.. identity.Select(entry => new IdentityEntry { Name = entry.Name, Value = Convert.ToHexStringLower(entry.Value.Span) })];
            Signer = module is null ? null : new DocumentSigner(module, IdentityHash.Of(identity));
            Kept = Signer is null ? null : new KeptDocument(Signer, clock);
        }

        internal IdentityEntry[] Identity { get; }

        internal DocumentSigner? Signer { get; }

        internal KeptDocument? Kept { get; }
    }
}

using NeoServiceLayer.Enclave.Core.Access.Idempotency;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>A request whose stamp was found to hold, or one of the enclave's own: who asks for what.</summary>
internal sealed record StampedRequest(
    Operation Operation, string AccountId, string KeyId, string RequestId, ReadOnlyMemory<byte> Payload, bool IsSealed, CallContext Context)
{
    /// <summary>What the enclave says of a request of its own, which has no stamp; null: it came stamped.</summary>
    internal OwnCall? Own { get; init; }

    /// <summary>Whether it changes state, so that it is remembered.</summary>
    internal bool ChangesState => Operation.Effects == Effects.ChangesState;

    /// <summary>Whether it is an audit event when it is done.</summary>
    internal bool IsAudited => ChangesState || Operation.Audited;

    internal byte[] Digest(SecretBytes key) =>
        RequestDigest.Of(key.Span, Operation.Service, Operation.Name, Payload.Span);
}

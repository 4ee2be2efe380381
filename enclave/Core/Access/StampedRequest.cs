using NeoServiceLayer.Enclave.Core.Access.Idempotency;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>A request whose stamp was found to hold: who sent what.</summary>
internal sealed record StampedRequest(
    Operation Operation, string AccountId, string KeyId, string RequestId, ReadOnlyMemory<byte> Payload, bool IsSealed, CallContext Context)
{
    /// <summary>Whether it changes state, so that it is remembered.</summary>
    internal bool ChangesState => Operation.Effects == Effects.ChangesState;

    /// <summary>Whether it is an audit event when it is done.</summary>
    internal bool IsAudited => ChangesState || Operation.Audited;

    internal byte[] Digest(SecretBytes key) =>
        RequestDigest.Of(key.Span, Operation.Service, Operation.Name, Payload.Span);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;

namespace NeoServiceLayer.Enclave.Core.Receipts;

/// <summary>
/// The key by which each boot of a deployment knows again what another told of the state. Only what was committed is ever told, so a state that comes
/// with a good MAC is one that there was. Any thread.
/// </summary>
internal sealed class FloorKey : IDisposable
{
    private readonly KeyedHash hash;

    /// <param name="root">The deployment's; not owned.</param>
    /// <param name="mode">The deployment's.</param>
    internal FloorKey(RootKey root, EnclaveMode mode)
    {
        using SecretBytes secret = root.Derive(KeyLabel.Floor, mode, context: default);
        hash = new KeyedHash(HashAlgorithmName.SHA256, secret);
    }

    /// <summary>
    /// HMAC-SHA256 of lineage ‖ sequence ‖ head. The lineage is in it, or whoever has a receipt of one that operators ended could present it as one
    /// of the lineage that goes on, and so stop it.
    /// </summary>
    internal byte[] MacOf(CommitPoint point)
    {
        Span<byte> input = stackalloc byte[CommitPoint.LineageLength + sizeof(long) + Bytes32.Length];
        BinaryPrimitives.WriteUInt128BigEndian(input, point.Lineage);
        BinaryPrimitives.WriteInt64BigEndian(input[CommitPoint.LineageLength..], point.Sequence);
        point.Head.CopyTo(input[(CommitPoint.LineageLength + sizeof(long))..]);
        byte[] mac = new byte[HMACSHA256.HashSizeInBytes];
        hash.Compute(input, mac);
        return mac;
    }

    /// <summary>Whether an enclave of the deployment told of this state.</summary>
    internal bool Knows(CommitPoint point, ReadOnlySpan<byte> mac) => CryptographicOperations.FixedTimeEquals(MacOf(point), mac);

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}

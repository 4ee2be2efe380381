using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Provisioning;

/// <summary>
/// A share on its way: sealed by HPKE to an operator's key when it is dealt, and by the operator to the key of one boot when it is brought
/// back. Either way it is bound to deployment, dealing and operator, and the way back to the boot too: taken out of its place it does not open.
/// </summary>
public static class ShareSeal
{
    /// <summary>A share's length: its number, and as many bytes as the root key has.</summary>
    public const int ShareLength = 33;

    /// <summary>The length of one that is sealed to its operator.</summary>
    public const int SealedLength = ShareLength + Hpke.Overhead;

    /// <summary>The length of one that is sealed to a boot, with what its operator has seen.</summary>
    public const int ProvidedLength = ShareLength + SeenFloor.Length + Hpke.Overhead;

    private static readonly byte[] ForOperator = "nsl/1 share for its operator"u8.ToArray();
    private static readonly byte[] ForBoot = "nsl/1 share for a boot"u8.ToArray();

    /// <summary>Seals a share to its operator's key.</summary>
    /// <param name="operatorKey">65 bytes.</param>
    /// <param name="records">Of which dealing it is.</param>
    /// <param name="keyId">The operator's key id.</param>
    /// <param name="share">The share.</param>
    public static byte[] ToOperator(ReadOnlySpan<byte> operatorKey, DealtRecords records, string keyId, ReadOnlySpan<byte> share) =>
        Hpke.Seal(operatorKey, ForOperator, Bound(records, keyId, boot: default), share);

    /// <summary>Opens what <see cref="ToOperator"/> sealed; false if it is anything else.</summary>
    public static bool TryOpenByOperator(HpkeKeyPair operatorKey, DealtRecords records, string keyId, ReadOnlySpan<byte> sealedShare, Span<byte> share) =>
        sealedShare.Length == SealedLength && Hpke.TryOpen(operatorKey, ForOperator, Bound(records, keyId, boot: default), sealedShare, share);

    /// <summary>Seals a share to the key of one boot.</summary>
    /// <param name="bootKey">65 bytes, as an attestation document binds them.</param>
    /// <param name="bootId">32 bytes, likewise.</param>
    /// <param name="records">Of which dealing it is.</param>
    /// <param name="keyId">The operator's key id.</param>
    /// <param name="share">The share.</param>
    /// <param name="seen">The highest state that the operator has seen; null if he has seen none.</param>
    public static byte[] ToBoot(
        ReadOnlySpan<byte> bootKey, ReadOnlySpan<byte> bootId, DealtRecords records, string keyId, ReadOnlySpan<byte> share, SeenFloor? seen = null)
    {
        byte[] whole = GC.AllocateArray<byte>(share.Length + SeenFloor.Length, pinned: true);
        share.CopyTo(whole);
        SeenFloor.Write(seen, whole.AsSpan(share.Length));
        byte[] provided = Hpke.Seal(bootKey, ForBoot, Bound(records, keyId, bootId), whole);
        CryptographicOperations.ZeroMemory(whole);
        return provided;
    }

    /// <summary>Opens what <see cref="ToBoot"/> sealed; false if it is anything else.</summary>
    public static bool TryOpenByBoot(
        HpkeKeyPair bootKey, ReadOnlySpan<byte> bootId, DealtRecords records, string keyId, ReadOnlySpan<byte> sealedShare, Span<byte> share,
        out SeenFloor? seen)
    {
        seen = null;
        if (sealedShare.Length != ProvidedLength)
        {
            return false;
        }

        byte[] whole = GC.AllocateArray<byte>(ShareLength + SeenFloor.Length, pinned: true);
        bool opens = Hpke.TryOpen(bootKey, ForBoot, Bound(records, keyId, bootId), sealedShare, whole);
        if (opens)
        {
            whole.AsSpan(0, ShareLength).CopyTo(share);
            seen = SeenFloor.Read(whole.AsSpan(ShareLength));
        }

        CryptographicOperations.ZeroMemory(whole);
        return opens;
    }

    /// <summary>Genesis id, dealing id, boot id and key id, each behind its length.</summary>
    private static byte[] Bound(DealtRecords records, string keyId, ReadOnlySpan<byte> boot)
    {
        byte[] name = Encoding.UTF8.GetBytes(keyId);
        byte[] bound = new byte[(4 * sizeof(ushort)) + records.GenesisId.Length + records.DealingId.Length + boot.Length + name.Length];
        Span<byte> left = bound;
        Append(ref left, records.GenesisId.Span);
        Append(ref left, records.DealingId.Span);
        Append(ref left, boot);
        Append(ref left, name);
        return bound;
    }

    private static void Append(ref Span<byte> left, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteUInt16BigEndian(left, checked((ushort)part.Length));
        part.CopyTo(left[sizeof(ushort)..]);
        left = left[(sizeof(ushort) + part.Length)..];
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>A secp256r1 public key: a point that is on the curve, and not the point at infinity. Ordered as Neo orders
/// the keys of a contract: by X, then by Y.</summary>
public sealed class PublicKey : IEquatable<PublicKey>, IComparable<PublicKey>
{
    /// <summary>Bytes in the compressed form (SEC 1, 2.3.3): the parity of Y, then X.</summary>
    public const int CompressedLength = 33;

    /// <summary>Bytes in the uncompressed form: 04, X, Y.</summary>
    public const int UncompressedLength = 65;

    /// <summary>Bytes in a signature: r, then s, each 32 bytes, big-endian.</summary>
    public const int SignatureLength = 64;

    private const byte EvenMark = 2;
    private const byte OddMark = 3;
    private const byte UncompressedMark = 4;

    // X, then Y, big-endian.
    private readonly byte[] point;

    private PublicKey(byte[] point) => this.point = point;

    /// <summary>The account of the single-signature contract of this key. Hashed anew at each call: keep it where it is
    /// hot.</summary>
    public UInt160 ScriptHash => Hashing.Hash.Hash160(VerificationScript.Single(this));

    private ReadOnlySpan<byte> X => point.AsSpan(0, Curve.FieldLength);

    private ReadOnlySpan<byte> Y => point.AsSpan(Curve.FieldLength);

    /// <summary>Reads a compressed (33 bytes) or uncompressed (65 bytes) point. False for anything else, and for a
    /// point that is not on the curve.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        var point = new byte[2 * Curve.FieldLength];
        if (bytes.Length == CompressedLength && bytes[0] is EvenMark or OddMark)
        {
            bytes[1..].CopyTo(point);
            if (Curve.TryDecompress(bytes[1..], bytes[0] == OddMark, point.AsSpan(Curve.FieldLength)))
            {
                key = new PublicKey(point);
            }
        }
        else if (bytes.Length == UncompressedLength && bytes[0] == UncompressedMark)
        {
            bytes[1..].CopyTo(point);
            key = new PublicKey(point);
            key = Curve.Contains(key.X, key.Y) ? key : null;
        }

        return key is not null;
    }

    /// <summary>Reads the compressed form as 66 hexadecimal digits of either case, without 0x.</summary>
    public static bool TryParse(string? hex, [NotNullWhen(true)] out PublicKey? key)
    {
        Span<byte> bytes = stackalloc byte[CompressedLength];
        key = null;
        return hex?.Length == 2 * CompressedLength
            && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && TryParse(bytes, out key);
    }

    /// <summary>The compressed form, in an array of the caller's own.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[CompressedLength];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The uncompressed form (04, X, Y), in an array of the caller's own.</summary>
    public byte[] ToUncompressed() => [UncompressedMark, .. point];

    /// <summary>Writes the compressed form, 33 bytes, to the beginning of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, CompressedLength, nameof(destination));
        destination[0] = (Y[^1] & 1) == 0 ? EvenMark : OddMark;
        X.CopyTo(destination[1..]);
    }

    /// <summary>Checks an ECDSA signature over SHA-256 of <paramref name="message"/>. Both s and n - s are accepted, as
    /// Neo's nodes do. False, never an exception, for a signature of any other length or content.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
        {
            return false;
        }

        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = X.ToArray(), Y = Y.ToArray() },
        });
        return ecdsa.VerifyData(
            message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <inheritdoc/>
    public int CompareTo(PublicKey? other) => other is null ? 1 : point.AsSpan().SequenceCompareTo(other.point);

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && point.AsSpan().SequenceEqual(other.point);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(point, Curve.FieldLength - sizeof(int));

    /// <summary>The compressed form as 66 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <summary>Whether both are the same point.</summary>
    public static bool operator ==(PublicKey? left, PublicKey? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they are not the same point.</summary>
    public static bool operator !=(PublicKey? left, PublicKey? right) => !(left == right);

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(PublicKey left, PublicKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(PublicKey left, PublicKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands before the other, or is the same.</summary>
    public static bool operator <=(PublicKey left, PublicKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands after the other, or is the same.</summary>
    public static bool operator >=(PublicKey left, PublicKey right) => left.CompareTo(right) >= 0;
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Attestation;

/// <summary>
/// What a document's user_data binds: the SHA-256 of <c>nsl.identity.v1</c> and then, for each entry, one byte of length and the
/// name, two bytes of length (big-endian) and the value. Names are ASCII and stand in ascending order, so that a list has one
/// form; a reader that does not know a name hashes it all the same, so that names can be added.
/// </summary>
public static class IdentityHash
{
    /// <summary>Length of the hash, in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const int MaxName = 64;
    private const int MaxValue = 1024;
    private const int MaxEntries = 32;

    /// <summary>The hash of a list.</summary>
    /// <exception cref="FormatException">Names are not in ascending order, or something is empty or too long.</exception>
    public static byte[] Of(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Value)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("nsl.identity.v1"u8);
        Require(entries.Count is > 0 and <= MaxEntries);
        string last = "";
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        foreach ((string name, ReadOnlyMemory<byte> value) in entries)
        {
            Require(name.Length <= MaxName && name.All(char.IsAsciiLetterOrDigit) && string.CompareOrdinal(last, name) < 0);
            Require(value.Length is > 0 and <= MaxValue);
            last = name;
            hash.AppendData([(byte)name.Length]);
            hash.AppendData(Encoding.ASCII.GetBytes(name));
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)value.Length);
            hash.AppendData(length);
            hash.AppendData(value.Span);
        }

        return hash.GetHashAndReset();
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new FormatException("The identity is not a list of named values in ascending order.");
        }
    }
}

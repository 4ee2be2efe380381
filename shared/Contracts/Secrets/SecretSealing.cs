using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>
/// What a value is bound to when it is sealed (HPKE, RFC 9180) to a recipient key: only what was asked for opens. docs/secrets.md
/// says how to open one elsewhere.
/// </summary>
public static class SecretSealing
{
    /// <summary>The length of a genesisId, in bytes.</summary>
    public const int GenesisIdLength = 32;

    /// <summary>The info of a secret's value.</summary>
    public static ReadOnlySpan<byte> ValueInfo => "nsl/1 secret-value"u8;

    /// <summary>The info of what a transit key has decrypted.</summary>
    public static ReadOnlySpan<byte> PlaintextInfo => "nsl/1 transit-plaintext"u8;

    /// <summary>The associated data: genesisId, 32 bytes ‖ the name's length, 1 byte ‖ the name ‖ version, 8 bytes big-endian.</summary>
    /// <param name="genesisId">The deployment.</param>
    /// <param name="name">A secretId, or a transit key's name: ASCII.</param>
    /// <param name="version">The secret's version, or the key's.</param>
    public static byte[] Associated(ReadOnlySpan<byte> genesisId, string name, long version)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNotEqual(genesisId.Length, GenesisIdLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, byte.MaxValue);
        byte[] associated = new byte[GenesisIdLength + 1 + name.Length + sizeof(long)];
        genesisId.CopyTo(associated);
        associated[GenesisIdLength] = (byte)name.Length;
        Encoding.ASCII.GetBytes(name, associated.AsSpan(GenesisIdLength + 1));
        BinaryPrimitives.WriteInt64BigEndian(associated.AsSpan(GenesisIdLength + 1 + name.Length), version);
        return associated;
    }
}

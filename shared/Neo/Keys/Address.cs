namespace NeoServiceLayer.Neo.Keys;

/// <summary>The text that people know an account by: Base58Check of the version and the script hash.</summary>
public static class Address
{
    /// <summary>The first byte of every N3 address, on every network. It makes the text begin with N.</summary>
    public const byte Version = 0x35;

    /// <summary>The address of an account: 34 characters.</summary>
    public static string ToAddress(UInt160 scriptHash)
    {
        Span<byte> payload = stackalloc byte[1 + UInt160.Length];
        payload[0] = Version;
        scriptHash.CopyTo(payload[1..]);
        return Base58Check.Encode(payload);
    }

    /// <summary>Reads an address. False when the text, its checksum or its version is wrong.</summary>
    public static bool TryParse(string? text, out UInt160 scriptHash)
    {
        Span<byte> payload = stackalloc byte[1 + UInt160.Length];
        var read = Base58Check.TryDecode(text, payload) && payload[0] == Version;
        scriptHash = read ? new UInt160(payload[1..]) : default;
        return read;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Contracts.PriceFeed;

/// <summary>
/// A round as it is signed, and as a Neo contract reads it: 145 bytes, integers little-endian as the Neo VM has them.
/// <code>
///   0   8  NSLPRC01
///   8   4  the Neo network's number
///  12  16  the feed's symbol in ASCII, then zeros
///  28   8  the round, from 1 on
///  36   8  when its quotes were asked for, the latest of them: milliseconds since 1970-01-01 UTC
///  44  16  the price in units of 10^exponent
///  60  16  the confidence, likewise
///  76   1  the exponent, signed: -18 to 0
///  77   4  which of the feed's sources were used: bit n is source n
///  81  32  the SHA-256 of the quotes
/// 113  32  the SHA-256 of the feed's configuration
/// </code>
/// The signature is ECDSA P-256 over the SHA-256 of these bytes, r and s of 32 bytes each: what CryptoLib.verifyWithECDsa takes with
/// secp256r1SHA256.
/// </summary>
public sealed record PriceReport
{
    /// <summary>How long it is, in bytes.</summary>
    public const int Length = 145;

    /// <summary>The longest symbol, in ASCII characters.</summary>
    public const int MaxSymbolLength = 16;

    /// <summary>How long a hash is, in bytes.</summary>
    public const int HashLength = 32;

    private const int NetworkAt = 8;
    private const int SymbolAt = 12;
    private const int RoundAt = 28;
    private const int TimeAt = 36;
    private const int PriceAt = 44;
    private const int ConfidenceAt = 60;
    private const int ExponentAt = 76;
    private const int SourcesAt = 77;
    private const int QuotesAt = 81;
    private const int ConfigurationAt = 113;

    private static ReadOnlySpan<byte> Tag => "NSLPRC01"u8;

    /// <summary>The Neo network's number.</summary>
    public required uint Network { get; init; }

    /// <summary>The feed's symbol: 1 to 16 of A to Z, 0 to 9, /, - and dot.</summary>
    public required string Symbol { get; init; }

    /// <summary>The round, from 1 on.</summary>
    public required ulong Round { get; init; }

    /// <summary>When the latest of its quotes was asked for, in whole milliseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The price in units of 10^<see cref="Exponent"/>; more than 0, less than 2^127.</summary>
    public required UInt128 Price { get; init; }

    /// <summary>How far from the price the quarters of the quotes lie, in the same unit; less than 2^127.</summary>
    public required UInt128 Confidence { get; init; }

    /// <summary>-18 to 0.</summary>
    public required int Exponent { get; init; }

    /// <summary>Which of the feed's sources were used: bit n is source n.</summary>
    public required uint Sources { get; init; }

    /// <summary>The SHA-256 of the quotes, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> QuotesHash { get; init; }

    /// <summary>The SHA-256 of the feed's configuration, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> ConfigurationHash { get; init; }

    /// <summary>Whether a text is a symbol of a feed.</summary>
    public static bool IsSymbol(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= 1 and <= MaxSymbolLength && text.All(letter => letter is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '/' or '-' or '.');
    }

    /// <summary>The bytes that are signed.</summary>
    /// <exception cref="ArgumentException">A member is out of its range.</exception>
    public byte[] ToBytes()
    {
        if (!IsWithin())
        {
            throw new ArgumentException("A member of the report is out of its range.");
        }

        byte[] bytes = new byte[Length];
        Tag.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(NetworkAt), Network);
        Encoding.ASCII.GetBytes(Symbol, bytes.AsSpan(SymbolAt));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(RoundAt), Round);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(TimeAt), Time.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(PriceAt), Price);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(ConfidenceAt), Confidence);
        bytes[ExponentAt] = unchecked((byte)(sbyte)Exponent);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SourcesAt), Sources);
        QuotesHash.Span.CopyTo(bytes.AsSpan(QuotesAt));
        ConfigurationHash.Span.CopyTo(bytes.AsSpan(ConfigurationAt));
        return bytes;
    }

    /// <summary>Reads a report; null where the bytes are none: another length or tag, or a member out of its range.</summary>
    public static PriceReport? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || !bytes.StartsWith(Tag))
        {
            return null;
        }

        ReadOnlySpan<byte> symbol = bytes[SymbolAt..RoundAt].TrimEnd((byte)0);
        long time = BinaryPrimitives.ReadInt64LittleEndian(bytes[TimeAt..]);
        if (symbol.ContainsAnyExceptInRange((byte)' ', (byte)'~') || time < 0 || time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        PriceReport report = new()
        {
            Network = BinaryPrimitives.ReadUInt32LittleEndian(bytes[NetworkAt..]),
            Symbol = Encoding.ASCII.GetString(symbol),
            Round = BinaryPrimitives.ReadUInt64LittleEndian(bytes[RoundAt..]),
            Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
            Price = BinaryPrimitives.ReadUInt128LittleEndian(bytes[PriceAt..]),
            Confidence = BinaryPrimitives.ReadUInt128LittleEndian(bytes[ConfidenceAt..]),
            Exponent = unchecked((sbyte)bytes[ExponentAt]),
            Sources = BinaryPrimitives.ReadUInt32LittleEndian(bytes[SourcesAt..]),
            QuotesHash = bytes[QuotesAt..ConfigurationAt].ToArray(),
            ConfigurationHash = bytes[ConfigurationAt..].ToArray(),
        };
        return report.IsWithin() ? report : null;
    }

    private bool IsWithin() =>
        IsSymbol(Symbol)
        && Round is >= 1 and <= long.MaxValue
        && Time >= DateTimeOffset.UnixEpoch
        && Price > 0 && Price <= (UInt128)Int128.MaxValue && Confidence <= (UInt128)Int128.MaxValue
        && Exponent is >= -18 and <= 0
        && QuotesHash.Length == HashLength && ConfigurationHash.Length == HashLength;
}

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>How an oracle request ended (neo-project/neo, OracleResponseCode).</summary>
public enum OracleResponseCode
{
    /// <summary>There is a result.</summary>
    Success = 0x00,

    /// <summary>The URL's protocol is not supported.</summary>
    ProtocolNotSupported = 0x10,

    /// <summary>The oracle nodes did not agree.</summary>
    ConsensusUnreachable = 0x12,

    /// <summary>There is nothing at the URL.</summary>
    NotFound = 0x14,

    /// <summary>The URL did not answer in time.</summary>
    Timeout = 0x16,

    /// <summary>The URL may not be read.</summary>
    Forbidden = 0x18,

    /// <summary>The answer is too long.</summary>
    ResponseTooLarge = 0x1a,

    /// <summary>The request did not pay enough.</summary>
    InsufficientFunds = 0x1c,

    /// <summary>The answer's content type is not supported.</summary>
    ContentTypeNotSupported = 0x1f,

    /// <summary>Anything else.</summary>
    Error = 0xff,
}

/// <summary>The native oracle's answer to a request.</summary>
public sealed record OracleResponseAttribute(ulong Id, OracleResponseCode Code, ReadOnlyMemory<byte> Result)
    : TransactionAttribute
{
    /// <summary>The most bytes that a result may have.</summary>
    public const int MaxResult = ushort.MaxValue;

    internal const byte Type = 0x11;

    /// <inheritdoc/>
    public override byte TypeByte => Type;

    internal static OracleResponseAttribute ReadBody(ref NeoReader reader)
    {
        ulong id = reader.ReadUInt64("OracleResponse's id");
        int start = reader.Offset;
        var code = (OracleResponseCode)reader.ReadByte("OracleResponse's code");
        if (!Enum.IsDefined(code))
        {
            throw new NeoFormatException($"OracleResponse's code: 0x{(int)code:x2} is no code", start);
        }

        start = reader.Offset;
        ReadOnlySpan<byte> result = reader.ReadVarBytes(MaxResult, "OracleResponse's result");
        return code == OracleResponseCode.Success || result.IsEmpty
            ? new OracleResponseAttribute(id, code, result.ToArray())
            : throw new NeoFormatException("OracleResponse's result: there is one although the code is not Success", start);
    }

    private protected override void WriteBody(NeoWriter writer)
    {
        writer.WriteUInt64(Id);
        writer.WriteByte((byte)Code);
        writer.WriteVarBytes(Result.Span);
    }
}

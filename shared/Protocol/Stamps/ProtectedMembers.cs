using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>The members of a stamp's protected header. A name is written plainly, or is not one of them.</summary>
internal ref struct ProtectedMembers : IMemberSink
{
    internal ReadOnlySpan<byte> Algorithm;
    internal ReadOnlySpan<byte> Critical;
    internal ReadOnlySpan<byte> Encoded;
    internal ReadOnlySpan<byte> KeyId;
    internal ReadOnlySpan<byte> IssuedAt;
    internal ReadOnlySpan<byte> RequestId;
    internal ReadOnlySpan<byte> Service;
    internal ReadOnlySpan<byte> Operation;
    internal ReadOnlySpan<byte> Audience;
    internal ReadOnlySpan<byte> Floor;
    internal bool Unknown;

    public void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case var known when known.SequenceEqual("alg"u8):
                Algorithm = value;
                break;
            case var known when known.SequenceEqual("crit"u8):
                Critical = value;
                break;
            case var known when known.SequenceEqual("b64"u8):
                Encoded = value;
                break;
            case var known when known.SequenceEqual("kid"u8):
                KeyId = value;
                break;
            case var known when known.SequenceEqual("iat"u8):
                IssuedAt = value;
                break;
            case var known when known.SequenceEqual("rid"u8):
                RequestId = value;
                break;
            case var known when known.SequenceEqual("svc"u8):
                Service = value;
                break;
            case var known when known.SequenceEqual("op"u8):
                Operation = value;
                break;
            case var known when known.SequenceEqual("aud"u8):
                Audience = value;
                break;
            case var known when known.SequenceEqual("floor"u8):
                Floor = value;
                break;
            default:
                Unknown = true;
                break;
        }
    }
}

/// <summary>The members of a stamp's floor.</summary>
internal ref struct FloorMembers : IMemberSink
{
    internal ReadOnlySpan<byte> Lineage;
    internal ReadOnlySpan<byte> Sequence;
    internal ReadOnlySpan<byte> Head;
    internal ReadOnlySpan<byte> Mac;
    internal bool Unknown;

    public void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case var known when known.SequenceEqual("lineage"u8):
                Lineage = value;
                break;
            case var known when known.SequenceEqual("sequence"u8):
                Sequence = value;
                break;
            case var known when known.SequenceEqual("head"u8):
                Head = value;
                break;
            case var known when known.SequenceEqual("mac"u8):
                Mac = value;
                break;
            default:
                Unknown = true;
                break;
        }
    }
}

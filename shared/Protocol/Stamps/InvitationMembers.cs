using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>The members of an invitation: those of its header, then those of its claims.</summary>
internal ref struct InvitationMembers : IMemberSink
{
    internal ReadOnlySpan<byte> Algorithm;
    internal ReadOnlySpan<byte> Type;
    internal ReadOnlySpan<byte> KeyId;
    internal ReadOnlySpan<byte> Audience;
    internal ReadOnlySpan<byte> ExpiresAt;
    internal ReadOnlySpan<byte> Id;
    internal ReadOnlySpan<byte> Subject;
    internal bool Unknown;

    private int count;

    /// <summary>Whether exactly the header's three have been seen.</summary>
    internal readonly bool IsHeaderOnly => count == 3 && !Algorithm.IsEmpty && !Type.IsEmpty && !KeyId.IsEmpty;

    public void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        bool inHeader = count < 3;
        count++;
        switch (name)
        {
            case var known when inHeader && known.SequenceEqual("alg"u8):
                Algorithm = value;
                break;
            case var known when inHeader && known.SequenceEqual("typ"u8):
                Type = value;
                break;
            case var known when inHeader && known.SequenceEqual("kid"u8):
                KeyId = value;
                break;
            case var known when !inHeader && known.SequenceEqual("aud"u8):
                Audience = value;
                break;
            case var known when !inHeader && known.SequenceEqual("exp"u8):
                ExpiresAt = value;
                break;
            case var known when !inHeader && known.SequenceEqual("jti"u8):
                Id = value;
                break;
            case var known when !inHeader && known.SequenceEqual("sub"u8):
                Subject = value;
                break;
            default:
                Unknown = true;
                break;
        }
    }
}

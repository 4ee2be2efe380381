using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Messages;

/// <summary>Keeps the members of a response that are known here; the rest is ignored.</summary>
internal ref struct ResponseMembers : IMemberSink
{
    internal ReadOnlySpan<byte> Id;
    internal ReadOnlySpan<byte> Success;
    internal ReadOnlySpan<byte> ErrorMessage;
    internal ReadOnlySpan<byte> ErrorCode;
    internal ReadOnlySpan<byte> Payload;

    public void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Span<byte> plain = stackalloc byte[MemberName.MaxLength];
        switch (MemberName.Plain(name, plain))
        {
            case var known when known.SequenceEqual("requestId"u8):
                Id = value;
                break;
            case var known when known.SequenceEqual("success"u8):
                Success = value;
                break;
            case var known when known.SequenceEqual("errorMessage"u8):
                ErrorMessage = value;
                break;
            case var known when known.SequenceEqual("errorCode"u8):
                ErrorCode = value;
                break;
            case var known when known.SequenceEqual("payload"u8):
                Payload = value;
                break;
        }
    }
}

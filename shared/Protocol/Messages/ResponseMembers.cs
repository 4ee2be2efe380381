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
    internal ReadOnlySpan<byte> Receipt;
    internal ReadOnlySpan<byte> Sealed;

    public void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!TryKeep(name, value) && MemberName.MayBeEscaped(name))
        {
            KeepUnescaped(name, value);
        }
    }

    private void KeepUnescaped(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Span<byte> plain = stackalloc byte[MemberName.MaxLength];
        TryKeep(MemberName.Unescape(name, plain), value);
    }

    private bool TryKeep(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case var known when known.SequenceEqual("requestId"u8):
                Id = value;
                return true;
            case var known when known.SequenceEqual("success"u8):
                Success = value;
                return true;
            case var known when known.SequenceEqual("errorMessage"u8):
                ErrorMessage = value;
                return true;
            case var known when known.SequenceEqual("errorCode"u8):
                ErrorCode = value;
                return true;
            case var known when known.SequenceEqual("payload"u8):
                Payload = value;
                return true;
            case var known when known.SequenceEqual("receipt"u8):
                Receipt = value;
                return true;
            case var known when known.SequenceEqual("sealed"u8):
                Sealed = value;
                return true;
            default:
                return false;
        }
    }
}

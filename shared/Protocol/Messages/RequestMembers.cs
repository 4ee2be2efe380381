using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Messages;

/// <summary>Keeps the members of a request that are known here; the rest is ignored.</summary>
internal ref struct RequestMembers : IMemberSink
{
    internal ReadOnlySpan<byte> Id;
    internal ReadOnlySpan<byte> Service;
    internal ReadOnlySpan<byte> Operation;
    internal ReadOnlySpan<byte> Payload;
    internal ReadOnlySpan<byte> Auth;
    internal ReadOnlySpan<byte> Sealed;
    internal ReadOnlySpan<byte> Deadline;
    internal ReadOnlySpan<byte> TraceParent;
    internal ReadOnlySpan<byte> WantReceipt;

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
            case var known when known.SequenceEqual("serviceType"u8):
                Service = value;
                return true;
            case var known when known.SequenceEqual("operation"u8):
                Operation = value;
                return true;
            case var known when known.SequenceEqual("payload"u8):
                Payload = value;
                return true;
            case var known when known.SequenceEqual("auth"u8):
                Auth = value;
                return true;
            case var known when known.SequenceEqual("sealed"u8):
                Sealed = value;
                return true;
            case var known when known.SequenceEqual("deadlineMs"u8):
                Deadline = value;
                return true;
            case var known when known.SequenceEqual("traceparent"u8):
                TraceParent = value;
                return true;
            case var known when known.SequenceEqual("wantReceipt"u8):
                WantReceipt = value;
                return true;
            default:
                return false;
        }
    }
}

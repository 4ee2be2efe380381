using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>
/// A request on its way. Exactly one of <see cref="OnResponse"/> and <see cref="OnFailed"/> is called, once, after
/// <see cref="CallConnection.TryStart"/> has returned null.
/// </summary>
public abstract class PendingCall
{
    private readonly byte[] id = new byte[RequestFrame.MaxIdBytes];
    private int idLength;

    /// <summary>The requestId in UTF-8.</summary>
    public ReadOnlySpan<byte> Id => id.AsSpan(0, idLength);

    /// <summary>When the caller no longer waits, on <see cref="Environment.TickCount64"/>'s clock.</summary>
    public long ExpiresAt { get; set; }

    internal ulong IdHash { get; private set; }

    /// <summary>Sets the requestId: 1 to 128 characters, as UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is empty or too long.</exception>
    public void SetId(ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfZero(value.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, id.Length);
        value.CopyTo(id);
        idLength = value.Length;
        IdHash = KeyedHash.Of(value);
    }

    /// <summary>Writes the request's body; <see cref="RequestWriter"/> knows how.</summary>
    protected internal abstract void WriteTo(FrameBuffer body);

    /// <summary>
    /// The response is here. Called on the connection's thread: copy what is needed, schedule the rest, and return; the
    /// frame is gone afterwards, and no other response is read meanwhile.
    /// </summary>
    protected internal abstract void OnResponse(in ResponseFrame response);

    /// <summary>
    /// There will be no response: <see cref="ErrorCode.OutcomeUnknown"/> when the request was sent and may have run, or may yet.
    /// </summary>
    protected internal abstract void OnFailed(ErrorCode code, string message);
}

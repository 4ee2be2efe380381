namespace NeoServiceLayer.Client;

/// <summary>What one call may say besides its payload. All of it is optional.</summary>
public sealed record CallOptions
{
    /// <summary>
    /// The requestId, 1 to 128 visible ASCII characters, sent as <c>Idempotency-Key</c>. Who repeats a call that may have
    /// run repeats its id, so that it is done once. Without one, the client makes a random one.
    /// </summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// How long the answer is of use, in whole milliseconds from 0 to one hour, sent as <c>Nsl-Deadline-Ms</c>: work that has not
    /// begun by then is not begun. The client itself waits two seconds longer, so that it hears why.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// Whether the call is stamped with <see cref="NslClientSettings.Stamper"/>. Calls by descriptor are when the operation asks for it;
    /// this is for calls by name.
    /// </summary>
    public bool Stamped { get; init; }

    /// <summary>
    /// Whether a receipt is asked for, and must come. Stamped calls have one anyway; of a gateway's own answers there is none.
    /// </summary>
    public bool WantReceipt { get; init; }

    /// <summary>Whether the call is one of operators', whose answers have no receipts although they are stamped.</summary>
    internal bool BeforeAnyState { get; init; }

    /// <summary>
    /// Whether the call is sealed to <see cref="NslClientSettings.SealedTo"/>. Calls by descriptor are as the settings say; this is for calls by
    /// name, and for one call by descriptor more.
    /// </summary>
    public bool Sealed { get; init; }

    /// <summary>The caller's place in a trace: the header <c>traceparent</c> of W3C Trace Context, 55 characters in version 00.</summary>
    public string? Traceparent { get; init; }
}

namespace NeoServiceLayer.Client;

/// <summary>An event of a stream, as <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</see> have them.</summary>
/// <param name="Id">What to come back with; null: the one before still holds.</param>
/// <param name="Data">What happened.</param>
public sealed record StreamEvent(string? Id, string Data);

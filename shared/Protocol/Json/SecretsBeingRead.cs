namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The secrets of the payload that a thread reads just now. What was read of a payload that then turns out not to be acceptable has no owner who could
/// clear it, so <see cref="Payload"/> does.
/// </summary>
public static class SecretsBeingRead
{
    [ThreadStatic]
    private static bool reading;

    [ThreadStatic]
    private static List<IDisposable>? secrets;

    /// <summary>Says that a secret was read: what turns JSON into secrets calls it. Where no payload is read, the secret is its reader's alone.</summary>
    /// <param name="secret">Cleared when it is disposed of.</param>
    public static void Add(IDisposable secret)
    {
        if (reading)
        {
            (secrets ??= []).Add(secret);
        }
    }

    internal static void Begin() => reading = true;

    /// <param name="isRead">Whether the payload was read, and owns them from now on; else they are cleared.</param>
    internal static void End(bool isRead)
    {
        reading = false;
        if (secrets is not { Count: > 0 })
        {
            return;
        }

        if (!isRead)
        {
            secrets.ForEach(static secret => secret.Dispose());
        }

        secrets.Clear();
    }
}

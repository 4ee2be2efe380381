using NeoServiceLayer.Client.Stamping;

namespace NeoServiceLayer.Cli.Home;

/// <summary>A session of the home: its key, and what it belongs to. Before a passkey has signed, what it is to sign for.</summary>
internal sealed record SessionFile
{
    /// <summary>Where the session is kept that stamps.</summary>
    internal const string Name = "session.json";

    /// <summary>Where one is kept for which a passkey is to sign.</summary>
    internal const string PendingName = "session-pending.json";

    /// <summary>The deployment.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The session's key as PKCS #8 in PEM. Whoever has the text has the session.</summary>
    public required string Key { get; init; }

    /// <summary>When the session ends, or before it is there its challenge.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The session's id; absent before it is there.</summary>
    public string? SessionId { get; init; }

    /// <summary>The challenge; absent once it was used.</summary>
    public string? Challenge { get; init; }

    /// <summary>The key.</summary>
    /// <exception cref="FormatException">It is no private key of P-256.</exception>
    internal AccountKey ReadKey() => AccountKey.ImportPem(Key);
}

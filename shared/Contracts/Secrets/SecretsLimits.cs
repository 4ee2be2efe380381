namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>Bounds of secrets and transit keys, held by both sides.</summary>
public static class SecretsLimits
{
    /// <summary>The longest value, in bytes; it has one at least.</summary>
    public const int MaxValueBytes = 1 << 20;

    /// <summary>The longest name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The longest description, in UTF-16 code units.</summary>
    public const int MaxDescriptionLength = 1024;

    /// <summary>The most tags that a secret has.</summary>
    public const int MaxTags = 16;

    /// <summary>The longest tag, in UTF-16 code units.</summary>
    public const int MaxTagLength = 64;

    /// <summary>The longest rotation period, in days.</summary>
    public const int MaxRotationPeriodDays = 3650;

    /// <summary>The longest grace time: 30 days.</summary>
    public const int MaxGraceSeconds = 30 * 24 * 60 * 60;

    /// <summary>The longest time within which a deleted secret can be restored, in days.</summary>
    public const int MaxRecoveryDays = 365;

    /// <summary>That time where a request does not say, in days.</summary>
    public const int DefaultRecoveryDays = 30;

    /// <summary>The most grants of a secret.</summary>
    public const int MaxGrants = 64;

    /// <summary>The longest id of a function, in characters.</summary>
    public const int MaxFunctionIdLength = 64;

    /// <summary>The shortest value that is generated, in bytes or characters.</summary>
    public const int MinGeneratedLength = 8;

    /// <summary>The longest one.</summary>
    public const int MaxGeneratedLength = 4096;

    /// <summary>The longest name of a transit key, in characters.</summary>
    public const int MaxKeyNameLength = 64;

    /// <summary>The most bytes that a transit key encrypts or authenticates at once.</summary>
    public const int MaxTransitBytes = 256 << 10;

    /// <summary>The most bytes of associated data.</summary>
    public const int MaxAssociatedBytes = 4096;

    /// <summary>The most items in one page of a list.</summary>
    public const int MaxPage = 100;
}

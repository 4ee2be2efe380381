using System.Text.Json.Serialization;

namespace NeoServiceLayer.Cli.Home;

/// <summary>What the home knows of its account; the key is in a file of its own.</summary>
internal sealed record AccountFile
{
    /// <summary>The deployment that the account belongs to, as it said of itself when the account was registered.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The account's id; absent while its registration is not known to be done.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// The requestId of the registration, so that repeating it does not begin a second account; absent if it was registered elsewhere, and this home has
    /// sessions alone.
    /// </summary>
    public string? RegistrationId { get; init; }
}

/// <summary>JSON of the home's files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(AccountFile))]
[JsonSerializable(typeof(SessionFile))]
[JsonSerializable(typeof(BootFile))]
[JsonSerializable(typeof(TrustFile))]
[JsonSerializable(typeof(FloorFile))]
internal sealed partial class HomeJson : JsonSerializerContext;

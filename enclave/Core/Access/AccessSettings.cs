namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>What access to accounts goes by.</summary>
public sealed record AccessSettings
{
    /// <summary>The deployment's genesisId, 64 hexadecimal digits in lower case: the audience of stamps and invitations.</summary>
    public required string GenesisId { get; init; }

    /// <summary>How many records services may hold for an account.</summary>
    public required long MaxRecordsPerAccount { get; init; }

    /// <summary>Ids of the keys that may do what is for admins.</summary>
    public IReadOnlySet<string> AdminKeyIds { get; init; } = new HashSet<string>();

    /// <summary>How many responses are remembered for an account.</summary>
    public required int MaxRememberedResponses { get; init; }
}

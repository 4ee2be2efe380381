using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>What the account service goes by.</summary>
public sealed record AccountSettings
{
    /// <summary>The deployment's genesisId, 64 hexadecimal digits in lower case: the audience of invitations.</summary>
    public required string GenesisId { get; init; }

    /// <summary>Who may register.</summary>
    public required Registration Registration { get; init; }

    /// <summary>Who invites.</summary>
    public required IReadOnlyList<StampKey> AdminKeys { get; init; }

    /// <summary>How many keys an account may have.</summary>
    public required int MaxKeys { get; init; }
}

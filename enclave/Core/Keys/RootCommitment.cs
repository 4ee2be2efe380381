using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>What a root key is recognised by in its genesis record: a key derived from it, which tells nothing else of it.</summary>
internal static class RootCommitment
{
    /// <summary>The commitment, lower hex.</summary>
    internal static string Of(RootKey root, EnclaveMode mode)
    {
        using SecretBytes commitment = root.Derive(KeyLabel.GenesisCommitment, mode, context: default);
        return Convert.ToHexStringLower(commitment.Span);
    }
}

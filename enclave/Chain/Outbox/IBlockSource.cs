using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>A network whose blocks can be followed.</summary>
internal interface IBlockSource
{
    /// <summary>The hashes of the transactions of a block that a quorum has.</summary>
    /// <exception cref="Protocol.Errors.RequestException">chainUnavailable.</exception>
    Task<IReadOnlyList<UInt256>> GetBlockAsync(uint index, CancellationToken cancellationToken);
}

using System.Numerics;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>
/// A Neo network as the enclave sees it: each read asks several RPC end points and is what enough of them (the network's quorum,
/// more than half) say alike, so that neither the parent nor a few of them can make one up. Any thread may use it.
/// </summary>
/// <remarks>
/// Every read may throw RequestException with <c>chainUnavailable</c>: too few end points answered, or agreed, in time. None of
/// them is to be called inside a transaction of the state.
/// </remarks>
public interface INeoNetwork
{
    /// <summary>Its name in the measured configuration: <c>mainnet</c>, <c>testnet</c>, or the operator's own for a private one.</summary>
    string Name { get; }

    /// <summary>Its number, which every signature covers.</summary>
    uint Magic { get; }

    /// <summary>The index of the last block that a quorum has: none of them may have less. Never goes back within a boot.</summary>
    ValueTask<uint> GetHeightAsync(CancellationToken cancellationToken = default);

    /// <summary>What the network asks for now; kept for a block at most.</summary>
    ValueTask<ChainFees> GetFeesAsync(CancellationToken cancellationToken = default);

    /// <summary>Tokens that an account has, in the token's smallest unit (NEP-17, <c>balanceOf</c>).</summary>
    /// <exception cref="Protocol.Errors.RequestException">chainRefused: the contract is no such token.</exception>
    ValueTask<BigInteger> GetBalanceAsync(UInt160 asset, UInt160 account, CancellationToken cancellationToken = default);

    /// <summary>Runs a script without changing anything, at the nodes' own heights.</summary>
    /// <param name="script">1 to 65,535 bytes.</param>
    /// <param name="signers">As if these had signed; may be empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Invocation> InvokeAsync(ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, CancellationToken cancellationToken = default);

    /// <summary>What became of a transaction; null where a quorum has it in no block. Reads the application log: only that says HALT.</summary>
    ValueTask<MinedTransaction?> FindTransactionAsync(UInt256 hash, CancellationToken cancellationToken = default);

    /// <summary>A contract's state at a quorum, or null if it is deployed nowhere.</summary>
    ValueTask<DeployedContract?> FindContractAsync(UInt160 contract, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a signed transaction to every end point; done when one took it or has it already. Sending the same one again is harmless.
    /// </summary>
    ValueTask<Submission> SendAsync(Transaction transaction, CancellationToken cancellationToken = default);
}

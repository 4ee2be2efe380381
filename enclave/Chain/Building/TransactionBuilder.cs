using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain.Building;

/// <summary>Makes transactions that are ready to be signed: run before by a quorum, with the fees that the network asks for now.</summary>
public static class TransactionBuilder
{
    /// <summary>
    /// For how many blocks a transaction may be taken: minutes on any network, which is time enough to be taken, and short enough that
    /// what nobody takes is known to be void soon, and its money is free again.
    /// </summary>
    public const uint ValidBlocks = 100;

    /// <summary>Makes a transaction; outside any transaction of the state.</summary>
    /// <param name="network">The network.</param>
    /// <param name="script">What it runs.</param>
    /// <param name="signers">Who signs; the first pays.</param>
    /// <param name="contracts">How each signer verifies, in the same order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestException">chainRefused: the script fails. chainUnavailable.</exception>
    public static async ValueTask<Transaction> BuildAsync(
        INeoNetwork network,
        ReadOnlyMemory<byte> script,
        IReadOnlyList<Signer> signers,
        IReadOnlyList<AccountContract> contracts,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        Invocation ran = await network.InvokeAsync(script, signers, cancellationToken);
        if (!ran.Halted)
        {
            throw new RequestException(ErrorCode.ChainRefused, "The network's nodes ran this, and it failed there: nothing was sent.");
        }

        ChainFees fees = await network.GetFeesAsync(cancellationToken);
        uint height = await network.GetHeightAsync(cancellationToken);
        Transaction bare = new()
        {
            Nonce = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint))),
            SystemFee = ran.GasConsumed,
            NetworkFee = 0,
            ValidUntilBlock = checked(height + Math.Min(ValidBlocks, fees.MaxValidUntilBlockIncrement)),
            Signers = signers,
            Script = script,
        };
        return new Transaction
        {
            Nonce = bare.Nonce,
            SystemFee = bare.SystemFee,
            NetworkFee = NetworkFees.Of(bare, contracts, fees),
            ValidUntilBlock = bare.ValidUntilBlock,
            Signers = signers,
            Script = script,
        };
    }
}

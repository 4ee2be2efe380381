using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain.Building;

/// <summary>Makes transactions that only lack their witnesses: run before by a quorum, with the fees that the network asks for now.</summary>
public static class TransactionBuilder
{
    /// <summary>
    /// For how many blocks a transaction may be taken: minutes on any network, which is time enough to be taken, and short enough that
    /// what nobody takes is known to be void soon, and its money is free again.
    /// </summary>
    public const uint ValidBlocks = 100;

    /// <summary>
    /// What is added to the cost of the trial run, its twentieth: what the script finds may differ a little when it is run for good, and
    /// where the fee falls short all of it is burnt for nothing.
    /// </summary>
    public const int MarginPart = 20;

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
        long systemFee = await TrySystemFeeAsync(network, script, signers, cancellationToken);
        ChainFees fees = await network.GetFeesAsync(cancellationToken);
        uint height = await network.GetHeightAsync(cancellationToken);
        uint last = checked(height + Math.Min(ValidBlocks, fees.MaxValidUntilBlockIncrement));
        return Make(script, signers, systemFee, last, bare => NetworkFees.Of(bare, contracts, fees));
    }

    /// <summary>What running a script costs at the nodes now, and the margin; in datoshi.</summary>
    /// <exception cref="RequestException">chainRefused: the script fails. chainUnavailable.</exception>
    public static async ValueTask<long> TrySystemFeeAsync(
        INeoNetwork network, ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        Invocation trial = await network.InvokeAsync(script, signers, cancellationToken);
        return trial.Halted
            ? checked(trial.GasConsumed + ((trial.GasConsumed + MarginPart - 1) / MarginPart))
            : throw new RequestException(
                ErrorCode.ChainRefused, $"The script fails at the nodes, so nothing was signed: {trial.Exception ?? "the machine gave no reason"}");
    }

    /// <summary>Makes a transaction of fees that are known.</summary>
    /// <param name="script">What it runs.</param>
    /// <param name="signers">Who signs; the first pays.</param>
    /// <param name="systemFee">In datoshi.</param>
    /// <param name="validUntilBlock">The last block that may hold it.</param>
    /// <param name="networkFee">The network fee of the transaction without one, in datoshi.</param>
    public static Transaction Make(
        ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, long systemFee, uint validUntilBlock, Func<Transaction, long> networkFee)
    {
        ArgumentNullException.ThrowIfNull(networkFee);
        uint nonce = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint)));
        Transaction With(long fee) => new()
        {
            Nonce = nonce,
            SystemFee = systemFee,
            NetworkFee = fee,
            ValidUntilBlock = validUntilBlock,
            Signers = signers,
            Script = script,
        };
        return With(networkFee(With(0)));
    }
}

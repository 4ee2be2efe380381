using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>What a quorum says that a transaction is judged by.</summary>
/// <param name="Height">The index of the last block.</param>
/// <param name="Fees">What the network asks for.</param>
/// <param name="Trial">What running the script gives now, as if all signers had signed.</param>
/// <param name="Mined">Whether the transaction is in a block already.</param>
internal sealed record ChainFacts(uint Height, ChainFees Fees, Invocation Trial, bool Mined)
{
    internal static async ValueTask<ChainFacts> ReadAsync(
        INeoNetwork network, ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, UInt256? hash)
    {
        Task<uint> height = network.GetHeightAsync().AsTask();
        Task<ChainFees> fees = network.GetFeesAsync().AsTask();
        Task<Invocation> trial = network.InvokeAsync(script, signers).AsTask();
        Task<MinedTransaction?> mined = hash is { } known ? network.FindTransactionAsync(known).AsTask() : Task.FromResult<MinedTransaction?>(null);
        await Task.WhenAll(height, fees, trial, mined);
        return new ChainFacts(await height, await fees, await trial, await mined is not null);
    }

    /// <summary>The last block that a transaction made now may be valid until.</summary>
    internal uint LastBlock => Height + Math.Min(Contracts.GasBank.SponsorLimits.MaxBlocksAhead, Fees.MaxValidUntilBlockIncrement);
}

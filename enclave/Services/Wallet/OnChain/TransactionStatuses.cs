using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Serves <c>wallet.getTransactionStatus</c>: the chain has the last word, and where it has none the outbox does.</summary>
internal sealed class TransactionStatuses(Dispatch dispatch)
{
    /// <summary>What the chain says of a transaction.</summary>
    internal async ValueTask<SeenTransaction> LookAsync(GetTransactionStatusRequest request)
    {
        UInt256 hash = ChainNames.ReadHash(request.TransactionHash, "transactionHash");
        INeoNetwork network = dispatch.Networks.Require(request.Network);
        try
        {
            MinedTransaction? mined = await network.FindTransactionAsync(hash);
            uint? height = mined is null ? null : await network.GetHeightAsync();
            return new SeenTransaction(network, hash, mined, height, null);
        }
        catch (RequestException unavailable) when (unavailable.Code == ErrorCode.ChainUnavailable)
        {
            // The outbox may know how it ended.
            return new SeenTransaction(network, hash, null, null, unavailable);
        }
    }

    /// <summary>The same with what the outbox has.</summary>
    internal async ValueTask<GetTransactionStatusResponse> AnswerAsync(SeenTransaction seen, Call call)
    {
        if (seen.Mined is { } mined)
        {
            return Mined(seen, mined);
        }

        OutboxState? kept = await dispatch.Outbox.FindAsync(call.State, call.Caller.AccountId, seen.Network.Name, seen.Hash);
        return kept is not null ? Kept(seen, kept)
            : seen.Unavailable is { } unavailable ? throw unavailable
            : Answer(seen, TransactionStatus.Unknown);
    }

    private static GetTransactionStatusResponse Mined(SeenTransaction seen, MinedTransaction mined) => new()
    {
        TransactionHash = seen.Hash.ToString(),
        Network = seen.Network.Name,
        Status = mined.Halted ? TransactionStatus.Confirmed : TransactionStatus.Failed,
        Reason = mined.Exception,
        Block = mined.Block,
        Confirmations = seen.Height is { } height && height >= mined.Block ? height - mined.Block + 1 : 1,
        SystemFee = mined.SystemFee.ToString(CultureInfo.InvariantCulture),
        NetworkFee = mined.NetworkFee.ToString(CultureInfo.InvariantCulture),
    };

    private static GetTransactionStatusResponse Kept(SeenTransaction seen, OutboxState kept) => kept.Status switch
    {
        OutboxStatus.Confirmed => Ended(seen, TransactionStatus.Confirmed, kept.Mined!),
        OutboxStatus.Failed => Ended(seen, TransactionStatus.Failed, kept.Mined!),
        OutboxStatus.Expired => Answer(seen, TransactionStatus.Expired, kept.Entry.ValidUntilBlock),
        OutboxStatus.Sent => Answer(seen, TransactionStatus.Sent, kept.Entry.ValidUntilBlock, kept.Refusal),
        _ => Answer(seen, TransactionStatus.Pending, kept.Entry.ValidUntilBlock, kept.Refusal),
    };

    private static GetTransactionStatusResponse Ended(SeenTransaction seen, TransactionStatus status, MinedSummary mined) => new()
    {
        TransactionHash = seen.Hash.ToString(),
        Network = seen.Network.Name,
        Status = status,
        Reason = mined.Exception,
        Block = mined.Block,
        SystemFee = mined.SystemFee.ToString(CultureInfo.InvariantCulture),
        NetworkFee = mined.NetworkFee.ToString(CultureInfo.InvariantCulture),
    };

    private static GetTransactionStatusResponse Answer(
        SeenTransaction seen, TransactionStatus status, uint? validUntilBlock = null, string? reason = null) => new()
        {
            TransactionHash = seen.Hash.ToString(),
            Network = seen.Network.Name,
            Status = status,
            Reason = reason,
            ValidUntilBlock = validUntilBlock,
        };
}

/// <summary>What the chain says of a transaction.</summary>
/// <param name="Network">Where.</param>
/// <param name="Hash">Which one.</param>
/// <param name="Mined">What became of it in its block; null where it is in none.</param>
/// <param name="Height">The height at that time, where it is in a block.</param>
/// <param name="Unavailable">Why the chain said nothing; null where it did.</param>
internal sealed record SeenTransaction(
    INeoNetwork Network, UInt256 Hash, MinedTransaction? Mined, uint? Height, RequestException? Unavailable) : IDisposable
{
    /// <summary>Nothing in it is secret, or anybody else's.</summary>
    public void Dispose()
    {
    }
}

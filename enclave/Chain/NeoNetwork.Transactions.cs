using NeoServiceLayer.Enclave.Chain.Rpc;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain;

/// <content>Transactions: sent, and found.</content>
internal sealed partial class NeoNetwork
{
    /// <inheritdoc/>
    public async ValueTask<MinedTransaction?> FindTransactionAsync(UInt256 hash, CancellationToken cancellationToken = default)
    {
        uint height = await GetHeightAsync(cancellationToken);
        Vote<MinedTransaction?> agreed = await ReadAsync(endpoint => VoteForTransactionAsync(endpoint, hash, height), cancellationToken);
        if (agreed.Value is not { } mined)
        {
            return null;
        }

        // A quorum has this block, whatever its heights were a moment ago.
        Raise(mined.Block);
        return mined with { Exception = agreed.Remark };
    }

    /// <inheritdoc/>
    public async ValueTask<Submission> SendAsync(Transaction transaction, CancellationToken cancellationToken = default)
    {
        RpcCall call = RpcCall.Send(transaction.ToBytes());
        UInt256 hash = transaction.Hash;
        List<Task<Submission?>> sent = [.. Usable().Select(endpoint => SendAsync(endpoint, call, hash))];
        List<Submission> answers = [];
        while (sent.Count > 0)
        {
            Task<Submission?> next = await Task.WhenAny(sent).WaitAsync(cancellationToken);
            sent.Remove(next);
            Submission? answer = await next;
            if (answer is { Status: SubmissionStatus.Taken or SubmissionStatus.Known })
            {
                return answer;
            }

            if (answer is not null)
            {
                answers.Add(answer);
            }
        }

        string? reason = answers.Where(answer => answer.Reason is not null).GroupBy(answer => answer.Reason)
            .MaxBy(group => group.Count())?.Key;
        return new Submission(
            answers.Count(answer => answer.Status == SubmissionStatus.Refused) >= settings.Quorum ? SubmissionStatus.Refused : SubmissionStatus.Unreachable,
            reason);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UInt256>> GetBlockAsync(uint index, CancellationToken cancellationToken)
    {
        RpcCall call = RpcCall.Block(index);
        return (await ReadAsync<IReadOnlyList<UInt256>>(
            async endpoint =>
            {
                RpcReply reply = (await endpoint.AskAsync(MostBytes, call))[0];
                if (reply.Error is { IsUnknownBlock: true })
                {
                    throw new NodeException(NodeFailure.Behind);
                }

                BlockAnswer block = reply.Read(NodeJson.Default.BlockAnswer);
                NodeText.Require(block.Index == index);
                UInt256[] hashes = [.. block.Tx.Select(transaction => NodeText.ReadHash(transaction.Hash))];
                CanonicalForm canonical = new CanonicalForm().Add(block.Hash);
                Array.ForEach(hashes, hash => canonical.Add(hash.ToString()));
                return new Vote<IReadOnlyList<UInt256>>(canonical.End(), hashes);
            },
            cancellationToken)).Value;
    }

    private static async Task<Submission?> SendAsync(RpcEndpoint endpoint, RpcCall call, UInt256 hash)
    {
        await Task.Yield();
        try
        {
            return await endpoint.UseAsync(async endpoint =>
            {
                RpcReply reply = (await endpoint.AskAsync(UsualBytes, call))[0];
                if (reply.Error is { } refusal)
                {
                    return refusal.ToSubmission() ?? throw new NodeException(NodeFailure.RpcError);
                }

                NodeText.Require(NodeText.ReadHash(reply.Read(NodeJson.Default.BlockTransactionAnswer).Hash) == hash);
                return new Submission(SubmissionStatus.Taken, null);
            });
        }
        catch (NodeException)
        {
            return null;
        }
    }

    /// <summary>
    /// What one end point says of a transaction. That it has none counts only from one that has all blocks which a quorum had when this
    /// began: one that is behind does not know yet.
    /// </summary>
    private static async Task<Vote<MinedTransaction?>> VoteForTransactionAsync(RpcEndpoint endpoint, UInt256 hash, uint height)
    {
        RpcReply[] replies = await endpoint.AskAsync(
            MostBytes, RpcCall.BlockCount, RpcCall.TransactionHeight(hash), RpcCall.ApplicationLog(hash), RpcCall.TransactionBytes(hash), RpcCall.TransactionPlace(hash));
        uint reached = endpoint.See(replies[0]);
        if (replies[1].Error is { IsUnknownTransaction: true })
        {
            return reached >= height ? new Vote<MinedTransaction?>(default, null) : throw new NodeException(NodeFailure.Behind);
        }

        uint block = replies[1].ReadUInt32();
        if (Array.Exists(replies[2..], reply => reply.Error is { IsUnknownTransaction: true }))
        {
            // The block came between two of the answers, or its log is not written yet.
            throw new NodeException(NodeFailure.Behind);
        }

        Transaction transaction = Parse(replies[3].ReadBytes(), hash);
        PlaceAnswer place = replies[4].Read(NodeJson.Default.PlaceAnswer);
        NodeText.Require(place.Blockhash is not null && place.Blocktime is > 0 && NodeText.ReadHash(place.Hash) == hash);
        return VoteFor(replies[2].Read(NodeJson.Default.LogAnswer), transaction, block, place);
    }

    private static Vote<MinedTransaction?> VoteFor(LogAnswer log, Transaction transaction, uint block, PlaceAnswer place)
    {
        NodeText.Require(log.Txid is { } id && NodeText.ReadHash(id) == transaction.Hash && log.Executions is [{ Trigger: "Application" }]);
        ExecutionAnswer execution = log.Executions[0];
        MinedTransaction mined = new(
            transaction.Hash, block, place.Blocktime!.Value, NodeText.ReadHalted(execution.Vmstate), null, transaction.SystemFee, transaction.NetworkFee,
            NodeText.ReadFee(execution.Gasconsumed), NodeText.ReadNotifications(execution.Notifications));
        UInt256 canonical = new CanonicalForm()
            .Add(transaction.Hash.ToString()).Add(place.Blockhash!).Add(block).Add(mined.BlockTime).Add(mined.Halted ? "HALT" : "FAULT").Add(mined.GasConsumed)
            .Add(mined.Notifications)
            .End();
        return new Vote<MinedTransaction?>(canonical, mined, NodeText.Cut(execution.Exception));
    }

    /// <summary>The bytes are those of the hash, or they are no answer.</summary>
    private static Transaction Parse(byte[] bytes, UInt256 hash)
    {
        try
        {
            Transaction transaction = Transaction.Parse(bytes);
            NodeText.Require(transaction.Hash == hash);
            return transaction;
        }
        catch (NeoFormatException malformed)
        {
            throw new NodeException(NodeFailure.Malformed, cause: malformed);
        }
    }
}

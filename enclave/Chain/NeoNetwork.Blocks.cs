using NeoServiceLayer.Enclave.Chain.Rpc;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain;

/// <content>What contracts told in a block.</content>
internal sealed partial class NeoNetwork : IBlockEvents
{
    /// <summary>How many logs are asked for at once: an answer of them may be long.</summary>
    private const int LogsAtOnce = 32;

    /// <inheritdoc/>
    public async ValueTask<ChainBlock> GetBlockEventsAsync(uint index, CancellationToken cancellationToken = default) =>
        (await ReadAsync(endpoint => VoteForBlockAsync(endpoint, index), cancellationToken)).Value;

    private static async Task<Vote<ChainBlock>> VoteForBlockAsync(RpcEndpoint endpoint, uint index)
    {
        RpcReply reply = (await endpoint.AskAsync(MostBytes, RpcCall.Block(index)))[0];
        if (reply.Error is { IsUnknownBlock: true })
        {
            throw new NodeException(NodeFailure.Behind);
        }

        BlockAnswer answer = reply.Read(NodeJson.Default.BlockAnswer);
        NodeText.Require(answer.Index == index && answer.Time > 0);
        UInt256 hash = NodeText.ReadHash(answer.Hash);
        UInt256[] transactions = [.. answer.Tx.Select(transaction => NodeText.ReadHash(transaction.Hash))];
        CanonicalForm canonical = new CanonicalForm().Add(answer.Hash).Add(answer.Time);
        BlockReading reading = new(canonical);
        LogAnswer own = (await AskLogsAsync(endpoint, [hash]))[0];
        NodeText.Require(own.Blockhash is not null && NodeText.ReadHash(own.Blockhash) == hash);
        reading.Add(null, own, "OnPersist");
        for (int first = 0; first < transactions.Length; first += LogsAtOnce)
        {
            UInt256[] some = transactions[first..Math.Min(transactions.Length, first + LogsAtOnce)];
            LogAnswer[] logs = await AskLogsAsync(endpoint, some);
            for (int i = 0; i < some.Length; i++)
            {
                NodeText.Require(logs[i].Txid is { } id && NodeText.ReadHash(id) == some[i]);
                reading.Add(some[i], logs[i], "Application");
            }
        }

        reading.Add(null, own, "PostPersist");
        return new Vote<ChainBlock>(canonical.End(), new ChainBlock(index, hash, answer.Time, reading.Events));
    }

    private static async Task<LogAnswer[]> AskLogsAsync(RpcEndpoint endpoint, UInt256[] hashes)
    {
        RpcReply[] replies = await endpoint.AskAsync(MostBytes, [.. hashes.Select(RpcCall.ApplicationLog)]);
        return Array.ConvertAll(replies, reply => reply.Error is { IsUnknownTransaction: true }
            // The log is not written yet.
            ? throw new NodeException(NodeFailure.Behind)
            : reply.Read(NodeJson.Default.LogAnswer));
    }

    /// <summary>Gathers a block's events in their order, with what others must say to agree.</summary>
    private sealed class BlockReading(CanonicalForm canonical)
    {
        private readonly List<ChainEvent> events = [];

        internal IReadOnlyList<ChainEvent> Events => events;

        internal void Add(UInt256? transaction, LogAnswer log, string trigger)
        {
            ExecutionAnswer[] executions = [.. log.Executions.Where(execution => execution.Trigger == trigger)];
            NodeText.Require(executions.Length == 1 && (transaction is null || log.Executions.Count == 1));
            bool halted = NodeText.ReadHalted(executions[0].Vmstate);
            ChainNotification[] told = NodeText.ReadNotifications(executions[0].Notifications);
            canonical.Add(transaction?.ToString() ?? trigger).Add(halted ? "HALT" : "FAULT").Add((ChainNotification[])(halted ? told : []));
            foreach (ChainNotification notification in halted ? told : [])
            {
                events.Add(new ChainEvent(events.Count, transaction, notification));
            }
        }
    }
}

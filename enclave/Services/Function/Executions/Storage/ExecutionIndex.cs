using System.Buffers.Binary;
using System.Text;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Function.Executions.Storage;

/// <summary>
/// What finds executions: those of a function by time, with how many there are; those of an account that are not over; and those of a
/// function of which only the document is left, to be forgotten when their requests cannot come again.
/// </summary>
internal sealed class ExecutionIndex
{
    private const byte CountEntry = 0;
    private const byte TimeEntry = 1;
    private const byte BareEntry = 2;

    private static readonly byte[] CountKey = [CountEntry];
    private static readonly byte[] TimePrefix = [TimeEntry];
    private static readonly byte[] BarePrefix = [BareEntry];

    private readonly IndexTable byFunction = new("execution-index");
    private readonly IndexTable pending = new("execution-pending");

    /// <summary>Puts an execution in that begins.</summary>
    /// <returns>How many of the function are kept now.</returns>
    internal async ValueTask<int> AddAsync(ITransaction state, ExecutionDocument execution)
    {
        await byFunction.PutAsync(state.Uncounted(), execution.FunctionId, Key(TimeEntry, execution), Bytes(execution.ExecutionId));
        await pending.PutAsync(state.Uncounted(), execution.AccountId, Bytes(execution.ExecutionId), Bytes(execution.FunctionId));
        return await CountAsync(state, execution.FunctionId, 1);
    }

    /// <summary>The execution is over.</summary>
    internal async ValueTask EndAsync(ITransaction state, ExecutionDocument execution) =>
        await pending.RemoveAsync(state.Uncounted(), execution.AccountId, Bytes(execution.ExecutionId));

    /// <summary>Takes an execution out of the history; its document stays until it is forgotten, if it must.</summary>
    internal async ValueTask RemoveAsync(ITransaction state, ExecutionDocument execution, bool bare)
    {
        if (await byFunction.RemoveAsync(state.Uncounted(), execution.FunctionId, Key(TimeEntry, execution)))
        {
            await CountAsync(state, execution.FunctionId, -1);
        }

        if (bare)
        {
            await byFunction.PutAsync(state.Uncounted(), execution.FunctionId, Key(BareEntry, execution), Bytes(execution.ExecutionId));
        }
    }

    internal async ValueTask ForgetAsync(ITransaction state, ExecutionDocument execution) =>
        await byFunction.RemoveAsync(state.Uncounted(), execution.FunctionId, Key(BareEntry, execution));

    /// <summary>Ids of the account's executions that are not over.</summary>
    internal async ValueTask<IReadOnlyList<string>> PendingAsync(ITransaction state, string accountId, int most) =>
        [.. (await pending.RangeAsync(state, accountId, most)).Select(entry => Text(entry.Key))];

    /// <summary>Ids of the function's oldest executions.</summary>
    internal async ValueTask<IReadOnlyList<string>> OldestAsync(ITransaction state, string functionId, int most) =>
        [.. (await byFunction.RangeAsync(state, functionId, most, prefix: TimePrefix)).Select(entry => Text(entry.Value))];

    /// <summary>Ids of the oldest of which only the document is left.</summary>
    internal async ValueTask<IReadOnlyList<string>> OldestBareAsync(ITransaction state, string functionId, int most) =>
        [.. (await byFunction.RangeAsync(state, functionId, most, prefix: BarePrefix)).Select(entry => Text(entry.Value))];

    /// <summary>A page of a function's executions, newest first.</summary>
    internal async ValueTask<ListPage<string>> PageAsync(ITransaction state, string functionId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await byFunction.PageAsync(state, functionId, page, TimePrefix, reverse: true);
        return new ListPage<string>([.. entries.Items.Select(entry => Text(entry.Value))], entries.NextCursor);
    }

    /// <summary>The function is gone, and nothing of it is left but this.</summary>
    internal async ValueTask EndAsync(ITransaction state, string functionId) =>
        await byFunction.RemoveAsync(state.Uncounted(), functionId, CountKey);

    private async ValueTask<int> CountAsync(ITransaction state, string functionId, int change)
    {
        int count = change
            + (await byFunction.FindAsync(state, functionId, CountKey) is { } found ? BinaryPrimitives.ReadInt32BigEndian(found.Span) : 0);
        byte[] counted = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(counted, count);
        await byFunction.PutAsync(state.Uncounted(), functionId, CountKey, counted);
        return count;
    }

    private static byte[] Key(byte kind, ExecutionDocument execution)
    {
        byte[] ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, execution.CreatedAt.Ticks);
        return [kind, .. ticks, .. Bytes(execution.ExecutionId)];
    }

    private static byte[] Bytes(string id) => Encoding.ASCII.GetBytes(id);

    private static string Text(ReadOnlyMemory<byte> id) => Encoding.ASCII.GetString(id.Span);
}

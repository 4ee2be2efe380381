using System.Text;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Management;

/// <summary>
/// Removes what deleted functions leave, which is more than one transaction takes: in steps, beside the requests. What an end of the enclave
/// leaves over goes when the account changes a function again: it is listed, and no timer is needed.
/// </summary>
/// <param name="store">The state.</param>
/// <param name="remains">What functions leave, by kind; a new kind comes at the end.</param>
internal sealed class FunctionRemoval(IStateStore store, IReadOnlyList<IFunctionRemains> remains) : IDisposable
{
    private static readonly byte[] FirstKind = [0];

    /// <summary>An index an account: the function's id leads to the number of the kind that is removed next.</summary>
    private readonly IndexTable waiting = new("function-remains");
    private volatile bool ended;

    /// <summary>The steps that are under way, for tests.</summary>
    internal Task Working { get; private set; } = Task.CompletedTask;

    /// <summary>Has a function's records removed once this is committed.</summary>
    internal async ValueTask AddAsync(Call call, FunctionDocument function)
    {
        await waiting.PutAsync(call.State, function.AccountId, Encoding.ASCII.GetBytes(function.FunctionId), FirstKind);
        Begin(call, function.AccountId);
    }

    /// <summary>Goes on with what is left over of former deletions.</summary>
    internal async ValueTask ResumeAsync(Call call)
    {
        string accountId = call.Caller.AccountId;
        if ((await waiting.RangeAsync(call.State, accountId, limit: 1)).Count > 0)
        {
            Begin(call, accountId);
        }
    }

    public void Dispose() => ended = true;

    private void Begin(Call call, string accountId) => call.OnCommitted(() => Working = Task.Run(() => WorkAsync(accountId)));

    private async Task WorkAsync(string accountId)
    {
        try
        {
            while (!ended && await store.RunAsync(accountId, state => AccountRecords.ChangeAsync(state, accountId, most: null, part => StepAsync(part, accountId))))
            {
            }
        }
        catch (RequestException)
        {
            // The store takes nothing now: what is left is listed, and goes with the account's next change.
        }
    }

    private async ValueTask<bool> StepAsync(ITransaction state, string accountId)
    {
        if (await waiting.RangeAsync(state, accountId, limit: 1) is not [IndexEntry first])
        {
            return false;
        }

        // One kind a step: a transaction has room for that.
        int kind = first.Value.Span[0];
        bool more = kind < remains.Count && await remains[kind].RemoveAsync(state, Encoding.ASCII.GetString(first.Key.Span));
        kind += more ? 0 : 1;
        if (kind < remains.Count)
        {
            await waiting.PutAsync(state, accountId, first.Key, (byte[])[(byte)kind]);
        }
        else
        {
            await waiting.RemoveAsync(state, accountId, first.Key);
        }

        return true;
    }
}

using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions.Storage;

/// <summary>
/// How long executions are kept: so many of a function, the newest. Of an older one whose request was not answered yet the document stays
/// for as long as responses are remembered, so that the request which comes again finds it, and is not run a second time.
/// </summary>
/// <param name="documents">What is stored.</param>
/// <param name="payer">Who pays for executions.</param>
/// <param name="kept">How many are kept of a function.</param>
internal sealed class ExecutionHistory(ExecutionDocuments documents, IUsagePayer payer, int kept)
{
    /// <summary>How long responses are remembered.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    /// <summary>How many a beginning one makes room by at most: more than the one that it adds.</summary>
    private const int TrimAtOnce = 2;

    /// <summary>How many may be there beyond those that are kept, because they are not over.</summary>
    private const int MostBeyond = 1100;

    /// <summary>Puts an execution in that begins, and has the oldest make room.</summary>
    /// <exception cref="RequestException">overloaded: too many are not over.</exception>
    internal async ValueTask AddAsync(ITransaction state, ExecutionDocument execution, DateTimeOffset now)
    {
        documents.Put(state, execution);
        int count = await documents.Index.AddAsync(state, execution);
        if (count > kept + MostBeyond)
        {
            throw new RequestException(ErrorCode.Overloaded, "Too many executions of this function are not over; send this again later.");
        }

        await TrimAsync(state, execution.FunctionId, count - kept, now);
        await ForgetAsync(state, execution.FunctionId, now);
    }

    /// <summary>Takes an execution back that was not run after all.</summary>
    internal async ValueTask RetractAsync(ITransaction state, ExecutionDocument execution, DateTimeOffset now)
    {
        if (execution.Hold is { } hold)
        {
            await payer.ChargeAsync(state.Uncounted(), hold, 0, now);
        }

        await documents.Index.EndAsync(state, execution);
        await documents.Index.RemoveAsync(state, execution, bare: false);
        await documents.Parts.RemoveAsync(state, execution.ExecutionId);
        documents.Delete(state, execution.ExecutionId);
    }

    /// <summary>Removes some of a function's executions, for a function that is being deleted; what of it runs is given up with its outcome.</summary>
    /// <returns>Whether there are more: by calling again in another transaction.</returns>
    internal async ValueTask<bool> RemoveAsync(ITransaction state, string functionId, int most, DateTimeOffset now)
    {
        IReadOnlyList<string> oldest = await documents.Index.OldestAsync(state, functionId, most);
        foreach (string id in oldest)
        {
            await RetractAsync(state, await GetAsync(state, id), now);
        }

        IReadOnlyList<string> bare = oldest.Count == most ? [] : await documents.Index.OldestBareAsync(state, functionId, most - oldest.Count);
        foreach (string id in bare)
        {
            await documents.Index.ForgetAsync(state, await GetAsync(state, id));
            documents.Delete(state, id);
        }

        if (oldest.Count + bare.Count == most)
        {
            return true;
        }

        await documents.Index.EndAsync(state, functionId);
        return false;
    }

    private async ValueTask TrimAsync(ITransaction state, string functionId, int surplus, DateTimeOffset now)
    {
        if (surplus <= 0)
        {
            return;
        }

        foreach (string id in await documents.Index.OldestAsync(state, functionId, Math.Min(surplus, TrimAtOnce)))
        {
            ExecutionDocument oldest = await GetAsync(state, id);
            if (!oldest.IsOver)
            {
                break;
            }

            bool bare = !oldest.Answered && oldest.CreatedAt + Remembered > now.UtcDateTime;
            await documents.Parts.RemoveAsync(state, id);
            await documents.Index.RemoveAsync(state, oldest, bare);
            if (!bare)
            {
                documents.Delete(state, id);
            }
        }
    }

    private async ValueTask ForgetAsync(ITransaction state, string functionId, DateTimeOffset now)
    {
        foreach (string id in await documents.Index.OldestBareAsync(state, functionId, TrimAtOnce))
        {
            ExecutionDocument bare = await GetAsync(state, id);
            if (bare.CreatedAt + Remembered <= now.UtcDateTime)
            {
                await documents.Index.ForgetAsync(state, bare);
                documents.Delete(state, id);
            }
        }
    }

    private async ValueTask<ExecutionDocument> GetAsync(ITransaction state, string executionId) =>
        await documents.FindAsync(state, executionId) ?? throw new InvalidOperationException("An index names an execution that is not there.");
}

using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Hosting.Effects;

/// <summary>
/// Has what one run does outside done one after the other, in the order in which the code asked: so that another run of the same event,
/// which asks the same, finds each in its place. Any thread may use it.
/// </summary>
internal sealed class EffectOrder
{
    private readonly Lock gate = new();
    private readonly HashSet<int> given = [];
    private Task last = Task.CompletedTask;
    private int count;
    private volatile bool doubted;

    /// <summary>Gives an effect its place, from 1 on, at once; and does it when those before it are over, however they went.</summary>
    /// <exception cref="RequestException">
    /// limitExceeded; outcomeUnknown: that is so of an effect before it; or what the effect throws.
    /// </exception>
    internal async Task<T> DoAsync<T>(Func<int, Task<T>> effect, CancellationToken cancellationToken)
    {
        TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        int place;
        lock (gate)
        {
            (before, last) = (last, over.Task);
            place = ++count;
        }

        try
        {
            await before;
            cancellationToken.ThrowIfCancellationRequested();
            return await WithoutDoubtAsync(effect, place);
        }
        finally
        {
            over.SetResult();
        }
    }

    private async Task<T> WithoutDoubtAsync<T>(Func<int, Task<T>> effect, int place)
    {
        if (place > FunctionLimits.MaxTransactions)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"An execution asks for at most {FunctionLimits.MaxTransactions} transactions.");
        }

        if (doubted)
        {
            throw new RequestException(
                ErrorCode.OutcomeUnknown, "It is not known whether a transaction that this execution asked for was made, so it makes no other.");
        }

        try
        {
            return await effect(place);
        }
        catch (RequestException unknown) when (unknown.Code == ErrorCode.OutcomeUnknown)
        {
            doubted = true;
            throw;
        }
    }

    /// <summary>Says that the code was given the answer to the effect of a place.</summary>
    internal void Give(int place)
    {
        lock (gate)
        {
            given.Add(place);
        }
    }

    /// <summary>Whether it was.</summary>
    internal bool HasGiven(int place)
    {
        lock (gate)
        {
            return given.Contains(place);
        }
    }
}

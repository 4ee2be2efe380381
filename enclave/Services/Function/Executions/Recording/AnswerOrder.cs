using NeoServiceLayer.Enclave.Sandbox;

namespace NeoServiceLayer.Enclave.Function.Executions.Recording;

/// <summary>
/// Gives answers to the sandbox one after the other, each with its place: the order in which they are noted is the one in which the code gets
/// them, whichever of those who wait goes on first.
/// </summary>
internal sealed class AnswerOrder
{
    private readonly Lock gate = new();

    /// <summary>Notes an answer and gives it.</summary>
    internal void Give(TaskCompletionSource<HostAnswer> waiting, Func<HostAnswer> note) => waiting.TrySetResult(Between(note));

    /// <summary>Does something between two answers.</summary>
    internal T Between<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}

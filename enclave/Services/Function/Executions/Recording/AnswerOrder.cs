using NeoServiceLayer.Enclave.Sandbox;

namespace NeoServiceLayer.Enclave.Function.Executions.Recording;

/// <summary>
/// Gives answers to the sandbox one after the other, so that the order in which they are noted is the one in which the code gets them:
/// what waits for an answer goes on, up to where it puts it in line, before the next one is given.
/// </summary>
internal sealed class AnswerOrder
{
    private readonly Lock gate = new();

    /// <summary>Notes an answer and gives it.</summary>
    internal void Give(TaskCompletionSource<HostAnswer> waiting, HostAnswer answer, Action note)
    {
        lock (gate)
        {
            note();
            waiting.TrySetResult(answer);
        }
    }

    /// <summary>Does something between two answers.</summary>
    internal T Between<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}

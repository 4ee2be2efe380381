using System.Collections.Concurrent;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Enclave.Sandbox.Link;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>
/// A run's calls to the outside: so many at most, strict JSON, and answers of so many bytes together. What is beyond that is answered here,
/// with an error that code can catch, and the host does not hear of it.
/// </summary>
internal sealed class HostCalls(PendingJob pending, WakeSignal wake, Outbox outbox)
{
    private readonly ConcurrentQueue<(int Id, Task<HostAnswer> Answer)> answers = new();
    private readonly AnswerSequence sequence = new();
    private CancellationTokenSource? during;
    private DateTimeOffset time = pending.Job.Time;
    private int refused;
    private int answered;

    /// <summary>How many the host heard of.</summary>
    internal int Count { get; private set; }

    /// <summary>What the host failed of.</summary>
    internal AggregateException? Fault { get; private set; }

    /// <exception cref="FormatException">It does not ask any more, it floods.</exception>
    internal void Take(WorkerCall call)
    {
        if (Count >= FunctionLimits.MaxHostCalls)
        {
            Refuse(call, "limitExceeded", $"A function makes at most {FunctionLimits.MaxHostCalls} calls to the outside.");
        }
        else if (StrictJson.Check(call.Arguments.Span, out _) != StrictJsonError.None)
        {
            Refuse(call, "invalidRequest", "The arguments are not JSON that is taken.");
        }
        else
        {
            Count++;
            Ask(call);
        }
    }

    /// <summary>Passes on what has been answered, in the order of its places.</summary>
    internal void TakeAnswers()
    {
        while (answers.TryDequeue(out (int Id, Task<HostAnswer> Answer) next))
        {
            Pass(next.Id, next.Answer);
        }
    }

    /// <summary>The run is over: what the host still does for it is in vain.</summary>
    internal void End()
    {
        during?.Cancel();
        during?.Dispose();
    }

    private void Ask(WorkerCall call)
    {
        during ??= CancellationTokenSource.CreateLinkedTokenSource(pending.Token);
        Task<HostAnswer> answer = AskAsync(call, during.Token);
        if (answer.IsCompleted)
        {
            Pass(call.Id, answer);
            return;
        }

        _ = answer.ContinueWith(
            whole =>
            {
                answers.Enqueue((call.Id, whole));
                wake.Set();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<HostAnswer> AskAsync(WorkerCall call, CancellationToken cancellationToken) =>
        await pending.Host.CallAsync(call.Name, call.Arguments, cancellationToken);

    private void Pass(int id, Task<HostAnswer> whole)
    {
        if (!whole.IsCompletedSuccessfully)
        {
            Fault ??= whole.Exception ?? new AggregateException(new OperationCanceledException("A call was cancelled, and the run was not."));
            return;
        }

        foreach ((int due, HostAnswer answer) in sequence.Take(id, whole.Result))
        {
            Write(due, answer);
        }
    }

    private void Write(int id, HostAnswer answer)
    {
        time = answer.Time;
        answered += answer.Json.Length;
        if (answered > FunctionLimits.MaxAnswerBytes)
        {
            answer = new HostAnswer(
                default, "limitExceeded", $"All answers to a function have at most {FunctionLimits.MaxAnswerBytes} bytes together.", time);
        }

        outbox.Add(CallFrames.Write(new WorkerAnswer(id, answer)));
    }

    private void Refuse(WorkerCall call, string code, string message)
    {
        if (++refused > FrameLimits.MaxRefusedCalls)
        {
            throw new FormatException("It floods.");
        }

        outbox.Add(CallFrames.Write(new WorkerAnswer(call.Id, new HostAnswer(default, code, message, time))));
    }
}

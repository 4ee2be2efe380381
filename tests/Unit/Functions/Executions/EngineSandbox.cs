using System.Collections.Concurrent;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Enclave.Sandbox.Supervisor;

namespace NeoServiceLayer.Tests.Functions.Executions;

/// <summary>The real engine on a thread of this process, for what does not need a worker.</summary>
internal static class EngineSandbox
{
    internal static async Task<SandboxOutcome> RunAsync(SandboxJob job, ISandboxHost host, CancellationToken cancellationToken)
    {
        TaskCompletionSource<SandboxOutcome> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using Link link = new(host, over.Token);
        Thread thread = new(
            () =>
            {
                EngineOutcome outcome;
                try
                {
                    outcome = ScriptEngine.Run(job, link);
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    ended.SetException(fault);
                    return;
                }

                ended.SetResult(new SandboxOutcome { Error = outcome.Error, Result = outcome.Result, Logs = outcome.Logs, Statements = outcome.Statements });
            },
            ScriptEngine.StackBytes);
        thread.Start();
        SandboxOutcome given = await ended.Task;
        await over.CancelAsync();
        return given;
    }

    private sealed class Link(ISandboxHost host, CancellationToken over) : IWorkerLink, IDisposable
    {
        private readonly BlockingCollection<WorkerAnswer> answers = [];
        private readonly AnswerSequence sequence = new();

        public void Send(WorkerCall call) => _ = host.CallAsync(call.Name, call.Arguments, over).AsTask().ContinueWith(
            answer =>
            {
                if (answer.IsCompletedSuccessfully)
                {
                    lock (sequence)
                    {
                        foreach ((int id, HostAnswer due) in sequence.Take(call.Id, answer.Result))
                        {
                            answers.Add(new WorkerAnswer(id, due));
                        }
                    }
                }
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        public WorkerAnswer Receive() => answers.Take(over);

        public void Dispose() => answers.Dispose();
    }
}

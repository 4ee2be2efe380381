using System.Diagnostics;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Enclave.Sandbox.Link;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>
/// One job with one worker, on one thread, which never waits for anything without an end: the worker may read nothing, say nothing, and
/// say anything. When it is over the worker is of no more use.
/// </summary>
internal sealed class Conversation
{
    private readonly Worker worker;
    private readonly PendingJob pending;
    private readonly WakeSignal wake;
    private readonly long startTimeout;
    private readonly CancellationToken ending;
    private readonly Outbox outbox;
    private readonly HostCalls calls;
    private long began;
    private EngineOutcome? outcome;
    private bool isAtEnd;

    internal Conversation(Worker worker, PendingJob pending, WakeSignal wake, TimeSpan startTimeout, CancellationToken ending)
    {
        this.worker = worker;
        this.pending = pending;
        this.wake = wake;
        this.startTimeout = (long)startTimeout.TotalMilliseconds;
        this.ending = ending;
        outbox = new Outbox(worker.Process);
        calls = new HostCalls(pending, wake, outbox);
    }

    /// <summary>Waits until it is confined; false where it has ended. One that was kept ready said so long ago, and may have ended since.</summary>
    internal bool AwaitReady()
    {
        long until = Environment.TickCount64 + startTimeout;
        try
        {
            while (!worker.Buffer.TryTake(out _, out _))
            {
                if (!Read(until) && IsOver(until))
                {
                    return false;
                }
            }

            int count = worker.Process.Read(worker.Buffer.Room());
            worker.Buffer.Came(Math.Max(count, 0));
            return count != 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Runs the job, and tells who waits for it.</summary>
    internal void Run()
    {
        using CancellationTokenRegistration cancelled = pending.Token.UnsafeRegister(static signal => ((WakeSignal)signal!).Set(), wake);
        using CancellationTokenRegistration ended = ending.UnsafeRegister(static signal => ((WakeSignal)signal!).Set(), wake);
        began = Stopwatch.GetTimestamp();
        long until = Environment.TickCount64 + pending.Job.TimeoutMs;
        outbox.Add(JobFrame.Write(pending.Job));
        ExecutionError? failure = Converse(until);
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        calls.End();
        if (pending.Token.IsCancellationRequested || ending.IsCancellationRequested)
        {
            pending.Cancel();
        }
        else if (calls.Fault is { } fault)
        {
            pending.Fail(fault);
        }
        else
        {
            pending.Succeed(Outcomes.Of(pending.Job, outcome, failure, calls.Count, took));
        }
    }

    /// <summary>Until there is an outcome, or something that ends it without one.</summary>
    private ExecutionError? Converse(long until)
    {
        try
        {
            while (true)
            {
                calls.TakeAnswers();
                outbox.Flush();
                while (outcome is null && worker.Buffer.TryTake(out FrameKind kind, out ReadOnlySpan<byte> fields))
                {
                    Take(kind, fields);
                }

                bool isStopped = pending.Token.IsCancellationRequested || ending.IsCancellationRequested;
                if (outcome is not null || calls.Fault is not null || isStopped)
                {
                    return null;
                }

                outbox.Flush();
                if (!Read(until) && IsOver(until))
                {
                    return Deaths.Explain(worker, pending.Job, isTimeOver: !isAtEnd);
                }
            }
        }
        catch (FormatException)
        {
            return Deaths.Nonsense;
        }
    }

    private void Take(FrameKind kind, ReadOnlySpan<byte> fields)
    {
        switch (kind)
        {
            case FrameKind.Call:
                calls.Take(CallFrames.ReadCall(fields));
                break;
            case FrameKind.Outcome:
                outcome = OutcomeFrame.Read(fields);
                break;
            default:
                throw new FormatException("A worker does not say that.");
        }
    }

    private bool IsOver(long until) => isAtEnd || Left(until) == 0;

    /// <summary>Waits for something to happen, and reads what there is; whether something was.</summary>
    private bool Read(long until)
    {
        int left = Left(until);
        if (left == 0)
        {
            return false;
        }

        worker.Process.Wait(wake, outbox.HasMore, left);
        wake.Clear();
        int count = worker.Process.Read(worker.Buffer.Room());
        if (count <= 0)
        {
            isAtEnd = count == 0;
            return false;
        }

        worker.Buffer.Came(count);
        return true;
    }

    private static int Left(long until) => (int)Math.Clamp(until - Environment.TickCount64, 0, int.MaxValue);
}

using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Sandbox;

namespace NeoServiceLayer.Enclave.Function.Executions.Recording;

/// <summary>
/// Answers a run from the record of another: the same call gets the same answer, in the same order. Secrets alone are read again, and are to
/// have the hash that was noted. From the first call that is another one on, every call fails.
/// </summary>
/// <param name="record">What was noted.</param>
/// <param name="secrets">What secrets are read from, with the grants of now.</param>
internal sealed class ReplayHost(ExecutionRecord record, ISandboxHost secrets) : ISandboxHost
{
    private readonly AnswerOrder order = new();
    private readonly Dictionary<int, int> positions = record.Calls.Index().ToDictionary(each => each.Item.Ordinal, each => each.Index);
    private readonly (TaskCompletionSource<HostAnswer> Waiting, HostAnswer Answer)?[] ready = new (TaskCompletionSource<HostAnswer>, HostAnswer)?[record.Calls.Count];
    private readonly List<TaskCompletionSource<HostAnswer>> pending = [];
    private int begun;
    private int given;
    private bool diverged;

    /// <summary>Whether a call was another one than was noted, or did not come.</summary>
    internal bool Diverged => order.Between(() => diverged || begun != record.Calls.Count);

    public async ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        TaskCompletionSource<HostAnswer> waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int ordinal = order.Between(() => begun == FunctionLimits.MaxHostCalls ? -1 : begun++);
        if (ordinal < 0)
        {
            return HostRefusals.TooMany(LastTime());
        }

        RecordedCall? call = positions.TryGetValue(ordinal, out int position) ? record.Calls[position] : null;
        bool same = call is not null && call.Name == name && call.Arguments.AsSpan().SequenceEqual(RecordingHost.HashOf(arguments));
        HostAnswer? answer = same ? await AnswerAsync(call!, arguments, cancellationToken) : null;
        using CancellationTokenRegistration over = cancellationToken.Register(() => waiting.TrySetCanceled(CancellationToken.None));
        order.Between(() => same && call!.Time is null ? Keep(waiting) : answer is null ? Diverge(waiting) : Give(position, waiting, answer));
        return await waiting.Task;
    }

    /// <summary>The answer that was noted; null: the secret is another one now, or none.</summary>
    private async ValueTask<HostAnswer?> AnswerAsync(RecordedCall call, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        DateTimeOffset time = new(call.Time ?? default, TimeSpan.Zero);
        if (call.SecretHash is not { } hash)
        {
            return new HostAnswer(call.Answer, call.ErrorCode, call.ErrorMessage, time);
        }

        HostAnswer read = await secrets.CallAsync(call.Name, arguments, cancellationToken);
        bool same = read.ErrorCode is null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(read.Json.Span), hash);
        return same ? read with { Time = time } : null;
    }

    /// <summary>It had no answer when the run was over, and has none now.</summary>
    private bool Keep(TaskCompletionSource<HostAnswer> waiting)
    {
        pending.Add(waiting);
        return diverged && Diverge(waiting);
    }

    private bool Give(int position, TaskCompletionSource<HostAnswer> waiting, HostAnswer answer)
    {
        if (diverged)
        {
            return Diverge(waiting);
        }

        // None before those before it: where one of these is never asked for, all that wait behind it are to be told so.
        ready[position] = (waiting, answer with { Place = position });
        for (; given < ready.Length && ready[given] is { } next; given++)
        {
            next.Waiting.TrySetResult(next.Answer);
        }

        return true;
    }

    private bool Diverge(TaskCompletionSource<HostAnswer> waiting)
    {
        diverged = true;
        HostAnswer refusal = HostRefusals.Diverged(LastTime());
        foreach (TaskCompletionSource<HostAnswer> other in ready[given..].OfType<(TaskCompletionSource<HostAnswer> Waiting, HostAnswer Answer)>().Select(each => each.Waiting).Concat(pending))
        {
            other.TrySetResult(refusal);
        }

        return waiting.TrySetResult(refusal);
    }

    private DateTimeOffset LastTime() => given == 0 ? new DateTimeOffset(record.StartedAt, TimeSpan.Zero) : new DateTimeOffset(record.Calls[given - 1].Time!.Value, TimeSpan.Zero);
}

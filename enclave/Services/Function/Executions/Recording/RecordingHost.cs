using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Function.Executions.Recording;

/// <summary>
/// Stands between a run and its host: counts calls and bytes, bounds both, says what the time is, and notes each call with its answer. Of
/// a secret's value only the hash is noted.
/// </summary>
internal sealed class RecordingHost(ISandboxHost host, TimeProvider clock) : ISandboxHost
{
    internal const string SecretCall = "secrets.get";

    private readonly AnswerOrder order = new();
    private readonly List<RecordedCall> answered = [];
    private readonly List<RecordedCall?> open = [];
    private long bytes;

    /// <summary>How many calls there were.</summary>
    internal int Calls => order.Between(() => open.Count);

    /// <summary>Bytes of all answers.</summary>
    internal long Bytes => order.Between(() => bytes);

    /// <summary>The calls: those with answers in their order, then those without.</summary>
    internal IReadOnlyList<RecordedCall> Record() => order.Between<IReadOnlyList<RecordedCall>>(() => [.. answered, .. open.OfType<RecordedCall>()]);

    public ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        RecordedCall? call = Begin(name, arguments);
        if (call is null)
        {
            // Past the bound nothing is noted: a replay comes to the same bound.
            return new ValueTask<HostAnswer>(HostRefusals.TooMany(Now()));
        }

        TaskCompletionSource<HostAnswer> waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = AnswerAsync(call, arguments, waiting, cancellationToken);
        return new ValueTask<HostAnswer>(waiting.Task);
    }

    internal static byte[] HashOf(ReadOnlyMemory<byte> arguments) => SHA256.HashData(Canonical(arguments));

    private RecordedCall? Begin(string name, ReadOnlyMemory<byte> arguments)
    {
        byte[] hash = HashOf(arguments);
        return order.Between(() =>
        {
            if (open.Count == FunctionLimits.MaxHostCalls)
            {
                return null;
            }

            RecordedCall call = new() { Ordinal = open.Count, Name = name, Arguments = hash };
            open.Add(call);
            return call;
        });
    }

    private async Task AnswerAsync(
        RecordedCall call, ReadOnlyMemory<byte> arguments, TaskCompletionSource<HostAnswer> waiting, CancellationToken cancellationToken)
    {
        HostAnswer answer;
        try
        {
            answer = await host.CallAsync(call.Name, arguments, cancellationToken);
        }
        catch (RequestException refusal)
        {
            answer = new HostAnswer(default, refusal.Code.Name, refusal.Message, Now());
        }
        catch (OperationCanceledException)
        {
            waiting.TrySetCanceled(CancellationToken.None);
            return;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A fault of ours ends the run, and is told by whoever waits for it.
            waiting.TrySetException(fault);
            return;
        }

        order.Give(waiting, () => Note(call, answer));
    }

    private HostAnswer Note(RecordedCall call, HostAnswer answer)
    {
        answer = (bytes + answer.Json.Length > FunctionLimits.MaxAnswerBytes ? HostRefusals.TooLong(Now()) : answer with { Time = Now() }) with { Place = answered.Count };
        bytes += answer.Json.Length;
        open[call.Ordinal] = null;
        bool secret = call.Name == SecretCall && answer.ErrorCode is null;
        answered.Add(call with
        {
            Answer = secret || answer.ErrorCode is not null ? null : answer.Json.ToArray(),
            SecretHash = secret ? SHA256.HashData(answer.Json.Span) : null,
            ErrorCode = answer.ErrorCode,
            ErrorMessage = answer.ErrorMessage,
            Time = answer.Time.UtcDateTime,
        });
        return answer;
    }

    private DateTimeOffset Now() => WholeTime.Of(clock.GetUtcNow());

    /// <summary>What is beyond the range of doubles has no form: it stands for itself then.</summary>
    private static ReadOnlySpan<byte> Canonical(ReadOnlyMemory<byte> json)
    {
        try
        {
            return CanonicalJson.Write(json);
        }
        catch (FormatException)
        {
            return json.Span;
        }
    }
}

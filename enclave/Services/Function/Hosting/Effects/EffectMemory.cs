using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Hosting.Effects;

/// <summary>
/// Remembers one effect of a run under the run's effect key. Of several executions for one event, what the first ones did binds the later:
/// the same request in the same place gets the answer that it got, and nothing new is done by a run that has not been given every answer
/// that is remembered. So whatever crashes, fails or goes another way, an event never pays twice.
/// </summary>
internal sealed class EffectMemory(FunctionRun run, int place) : IOwnMemory
{
    /// <summary>The longest answer that is kept: a submitted transaction's is a fifth of it.</summary>
    internal const int MaxResponseBytes = 4096;

    /// <inheritdoc/>
    public async ValueTask<byte[]?> RecallAsync(ITransaction state, ReadOnlyMemory<byte> digest)
    {
        if (await RunEffects.FindAsync(state, run) is not { } document)
        {
            return null;
        }

        if (document.Effects.FirstOrDefault(effect => effect.Place == place) is { } done)
        {
            return CryptographicOperations.FixedTimeEquals(done.Digest, digest.Span)
                ? done.Response
                : throw Refused("Another attempt at this event asked for another transaction here, which was made");
        }

        return document.Effects.All(effect => run.Effects.HasGiven(effect.Place))
            ? null
            : throw Refused("A transaction was made for this event that this attempt did not ask for in the same place, or was not told of");
    }

    /// <inheritdoc/>
    public async ValueTask RememberAsync(ITransaction state, ReadOnlyMemory<byte> digest, ReadOnlyMemory<byte> response)
    {
        if (response.Length > MaxResponseBytes)
        {
            throw new RequestException(ErrorCode.LimitExceeded, "The transaction's answer is too long to be kept, so it is not made.");
        }

        EffectDocument document = await RunEffects.FindAsync(state, run) ?? new EffectDocument { Effects = [] };
        StoredEffect done = new() { Place = place, ExecutionId = run.ExecutionId, Digest = digest.ToArray(), Response = response.ToArray() };
        RunEffects.Put(state, run, document with { Effects = [.. document.Effects, done] });
    }

    private static RequestException Refused(string what) =>
        new(ErrorCode.IdempotencyMismatch, $"{what}: no other is made, so that nothing is paid twice.");
}

using System.Text.Json;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>
/// Counts the operators who accept a state although a later one was seen. Each signs all of it: deployment, boot, the state that there is, the one that is
/// given up, and why; those who signed the very same bytes count together. Any thread.
/// </summary>
/// <param name="operators">The configuration's.</param>
/// <param name="keys">This boot's; not owned.</param>
/// <param name="clock">The enclave's time.</param>
/// <param name="opened">The deployment; null while its root key is not there.</param>
internal sealed class StateAcceptance(OperatorSet operators, BootKeys keys, EnclaveClock clock, Func<OpenDeployment?> opened)
{
    private readonly OperatorStamps stamps = new(operators, keys, clock);
    private readonly Lock gate = new();
    private readonly Dictionary<string, byte[]> signed = [];

    internal void Bind(OperationMap map) => map.BindBytes(SystemOperations.AcceptState, ServeAsync);

    private async ValueTask<ResponseBytes> ServeAsync(RequestBytes request, CallContext context)
    {
        Operation<AcceptStateRequest, AcceptStateResponse> operation = SystemOperations.AcceptState;
        EnclaveOperator by = stamps.Verify(operation, request);
        AcceptStateRequest payload = Payload.Read(request.Payload.Span, operation.Request);
        OpenDeployment at = opened() ?? throw new RequestException(ErrorCode.NotReady, "The root key is not here yet: provide the shares that there are first.");
        Check(payload, at);
        string[] signers = Sign(by, request.Payload.ToArray());
        CommitPoint? begun = signers.Length < operators.Threshold ? null : await at.State.AcceptAsync(new AcceptedState
        {
            Found = payload.Found,
            Wanted = payload.Wanted,
            Reason = payload.Reason,
            Operators = signers,
            BootId = payload.BootId,
            AcceptedAt = clock.GetUtcNow().UtcDateTime,
        });
        AcceptStateResponse response = new() { Signed = signers, Threshold = operators.Threshold, Lineage = begun?.Tell().Lineage };
        return new ResponseBytes(JsonSerializer.SerializeToUtf8Bytes(response, operation.Response));
    }

    private void Check(AcceptStateRequest payload, OpenDeployment at)
    {
        if (payload.GenesisId != at.Deployment.GenesisIdHex)
        {
            throw new RequestException($"genesisId must be that of this enclave's deployment, {at.Deployment.GenesisIdHex}.");
        }

        if (payload.BootId != Convert.ToHexStringLower(keys.BootId.Span))
        {
            throw new RequestException("bootId must be the one that this boot's attestation document binds.");
        }

        if (payload.Reason.Length is 0 or > AcceptStateRequest.MaxReason || payload.Reason.Any(char.IsControl))
        {
            throw new RequestException($"reason must be 1 to {AcceptStateRequest.MaxReason} characters, none of them a control character.");
        }

        at.State.MustBeAcceptable(payload.Found, payload.Wanted);
    }

    /// <summary>Notes what an operator signed, in the place of what he signed before.</summary>
    /// <returns>All who signed the same.</returns>
    private string[] Sign(EnclaveOperator by, byte[] payload)
    {
        lock (gate)
        {
            bool repeated = signed.TryGetValue(by.KeyId, out byte[]? before) && before.AsSpan().SequenceEqual(payload);
            signed[by.KeyId] = payload;
            string[] same = [.. signed.Where(one => one.Value.AsSpan().SequenceEqual(payload)).Select(one => one.Key)];

            // Where enough have signed and the store did not take it, any of them may try again.
            return repeated && same.Length < operators.Threshold
                ? throw new RequestException(ErrorCode.Conflict, $"{by.Name} has signed this already; the others are waited for.")
                : same;
        }
    }
}

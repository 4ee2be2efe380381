using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>The state of an enclave, by a receipt that the boot which its document binds has signed.</summary>
internal static class SeenState
{
    private const int Attempts = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks for it; null if the enclave serves none now.</summary>
    /// <param name="gateway">Who is asked.</param>
    /// <param name="policy">What the enclave must be.</param>
    /// <param name="patient">Whether a state that is being opened is waited for.</param>
    /// <param name="outside">What judges, and the clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="NotTrustedException">The enclave is not what it must be.</exception>
    /// <exception cref="NslReceiptException">The receipt is missing, or not that boot's.</exception>
    internal static async Task<ReceiptFloor?> AskAsync(
        Uri gateway, AttestationPolicy policy, bool patient, Surroundings outside, CancellationToken cancellationToken)
    {
        using NslClient plain = new(gateway);
        AttestedEnclave enclave = await AttestedEnclave.AskAsync(plain, policy with { Nonce = null }, outside, cancellationToken);
        if (!enclave.Identity.ContainsKey("genesisId"))
        {
            return null;
        }

        ReceiptFloor? seen = null;
        using NslClient asking = new(gateway, new NslClientSettings
        {
            Boot = BootIdentity.Read(enclave.Identity),
            ReceiptReceived = (receipt, _) =>
            {
                seen = ReceiptFloor.Of(receipt.Claims);
                return Task.CompletedTask;
            },
        });
        for (int left = patient ? Attempts : 1; left > 0 && seen is null; left--)
        {
            if (!await TryAskAsync(plain, asking, cancellationToken))
            {
                return null;
            }

            if (seen is null && left > 1)
            {
                await Task.Delay(Pause, outside.Clock, cancellationToken);
            }
        }

        return seen;
    }

    /// <summary>Asks once.</summary>
    /// <returns>Whether the state is there, or may come.</returns>
    private static async Task<bool> TryAskAsync(NslClient plain, NslClient asking, CancellationToken cancellationToken)
    {
        try
        {
            await asking.CallAsync(SystemOperations.Ping, new PingRequest(), new CallOptions { WantReceipt = true }, cancellationToken);
            return true;
        }
        catch (NslRefusedException refused) when (refused.ErrorCode == ErrorCode.NotReady.Name)
        {
            GetStatusResponse status = await plain.CallAsync(SystemOperations.GetStatus, new GetStatusRequest(), null, cancellationToken);
            return status.Enclave is { StateProblem: null };
        }
    }
}

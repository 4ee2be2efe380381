using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Payments;

/// <summary>Looks from time to time for what is to be paid out, until it is disposed of.</summary>
internal sealed class ChargeLoop(ChargePayments payments, IStateStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    internal void Start() => running = RunAsync();

    public void Dispose()
    {
        ending.Cancel();
        running.Wait(LastMoment);
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Period, clock, ending.Token);
                await payments.PayAsync(store, clock, ending.Token);
            }
            catch (RequestException)
            {
                // The state is not served now: it is looked again.
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
        }
    }
}

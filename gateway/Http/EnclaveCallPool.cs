using System.Collections.Concurrent;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Calls that are not in use; as many as were ever under way at once.</summary>
internal sealed class EnclaveCallPool
{
    private readonly ConcurrentQueue<EnclaveCall> free = new();

    internal EnclaveCall Rent() => free.TryDequeue(out EnclaveCall? call) ? call : new EnclaveCall();

    /// <summary>Takes a call back whose end was told.</summary>
    internal void Return(EnclaveCall call)
    {
        call.Clear();
        free.Enqueue(call);
    }
}

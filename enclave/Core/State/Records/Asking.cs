using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Asks a host for commits.</summary>
internal static class Asking
{
    /// <returns>Whether the host says that it is on disk; if not, it may be nevertheless, or may yet come to be.</returns>
    internal static async Task<bool> TryCommitAsync(this IRecordHost host, CommitRecordsRequest request)
    {
        try
        {
            return (await host.CommitAsync(request)).Committed;
        }
        catch (RequestException)
        {
            return false;
        }
    }
}

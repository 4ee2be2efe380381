using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What a host made of a commit, by its own word.</summary>
internal enum CommitAnswer
{
    /// <summary>It is on disk.</summary>
    Committed,

    /// <summary>It is not, and will not be: something was not as expected, or the store failed.</summary>
    Refused,

    /// <summary>No answer: it may have happened, or may yet.</summary>
    Unanswered,
}

/// <summary>Asks a host for commits.</summary>
internal static class Asking
{
    internal static async Task<CommitAnswer> AskAsync(this IRecordHost host, CommitRecordsRequest request)
    {
        try
        {
            return (await host.CommitAsync(request)).Committed ? CommitAnswer.Committed : CommitAnswer.Refused;
        }
        catch (RequestException failed)
        {
            return failed.Code == ErrorCode.OutcomeUnknown || failed.Code == ErrorCode.EnclaveUnreachable
                ? CommitAnswer.Unanswered
                : CommitAnswer.Refused;
        }
    }
}

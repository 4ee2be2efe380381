using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>A commit ready to be asked for, and what holds once it has happened.</summary>
/// <param name="Request">What the host is asked. Sent again, it is these very bytes.</param>
/// <param name="Head">The head after it.</param>
/// <param name="Changes">The changes in it, each with its entry in the index; a removal has none.</param>
internal sealed record Proposal(CommitRecordsRequest Request, Head Head, IReadOnlyList<(PendingChange Change, IndexEntry Entry)> Changes);

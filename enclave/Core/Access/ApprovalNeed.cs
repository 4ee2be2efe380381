namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Whose approval a request needs before it is done.</summary>
/// <param name="Approvals">How many of the keys, 1 to their number.</param>
/// <param name="KeyIds">The keys that may approve; the requester's own never counts.</param>
/// <param name="Reason">Which rule asks for it, for people: one sentence without anything secret.</param>
public sealed record ApprovalNeed(int Approvals, IReadOnlyList<string> KeyIds, string Reason);

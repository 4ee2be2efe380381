using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>An account's audit events, all of them, with their chain verified.</summary>
internal static class AuditTrail
{
    internal static async Task<IReadOnlyList<AuditEvent>> ReadAsync(StampedAccount account, LocalSystem system)
    {
        List<AuditEvent> events = [];
        string? cursor = null;
        do
        {
            ListAuditEventsResponse page = await account.CallAsync(
                system, AccountOperations.ListAuditEvents, new ListAuditEventsRequest { Limit = 100, Cursor = cursor });
            events.AddRange(page.Events);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Null(AuditChain.FindBreak(AuditChain.Start(account.AccountId), 1, events));
        return events;
    }
}

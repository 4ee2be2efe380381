using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>The list of an account's approvals. What may go goes when it is next changed by a request that needs approval: there is no timer.</summary>
internal static class ApprovalRoll
{
    /// <summary>The most that an account has open at once.</summary>
    internal const int MaxOpen = 32;

    /// <summary>The most of them that one key asked for: none fills the list alone.</summary>
    internal const int MaxOpenOfKey = 16;

    /// <summary>The most that are kept: with those that ended, of which the oldest go first.</summary>
    internal const int MaxKept = 64;

    /// <summary>The list; empty where there is none.</summary>
    internal static async ValueTask<ApprovalRollDocument> FindAsync(ITransaction transaction, string accountId) =>
        await ApprovalDocuments.Rolls.FindAsync(transaction, accountId) ?? new ApprovalRollDocument { Entries = [] };

    /// <summary>What is kept of a request, by the name under which it would be remembered; null if nothing.</summary>
    internal static ApprovalEntry? Of(ApprovalRollDocument roll, string request, DateTimeOffset now) =>
        roll.Entries.FirstOrDefault(entry => entry.Request == request && entry.ExpiresAt > now);

    /// <summary>Puts the list, without what expired or is one too many.</summary>
    internal static void Put(ITransaction transaction, string accountId, ApprovalRollDocument roll, DateTimeOffset now)
    {
        List<ApprovalEntry> kept = [.. roll.Entries.Where(entry => entry.ExpiresAt > now)];
        while (kept.Count > MaxKept && kept.Find(entry => !entry.IsOpen) is { } oldest)
        {
            kept.Remove(oldest);
        }

        foreach (ApprovalEntry gone in roll.Entries.Except(kept))
        {
            ApprovalDocuments.Approvals.Delete(transaction, ApprovalDocuments.Name(accountId, gone.ApprovalId));
        }

        ApprovalDocuments.Rolls.Put(transaction, accountId, roll with { Entries = kept });
    }

    /// <summary>The same list with one that ended.</summary>
    internal static ApprovalRollDocument WithEnded(ApprovalRollDocument roll, string approvalId) => roll with
    {
        Entries = [.. roll.Entries.Select(entry => entry.ApprovalId == approvalId ? entry with { IsOpen = false } : entry)],
    };
}

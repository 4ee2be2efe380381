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

    private const int ForgetAtOnce = 4;

    /// <summary>The list; empty where there is none.</summary>
    internal static async ValueTask<ApprovalRollDocument> FindAsync(ITransaction transaction, string accountId) =>
        await ApprovalDocuments.Rolls.FindAsync(transaction, accountId) ?? new ApprovalRollDocument { Entries = [] };

    /// <summary>What is kept of a request, by the name under which it would be remembered; null if nothing.</summary>
    internal static ApprovalEntry? Of(ApprovalRollDocument roll, string request, DateTimeOffset now) =>
        roll.Entries.FirstOrDefault(entry => entry.Request == request && entry.ExpiresAt > now);

    /// <summary>Puts the list, without some of what expired or is one too many: more go than come, and a transaction has room for the rest.</summary>
    internal static void Put(ITransaction transaction, string accountId, ApprovalRollDocument roll, DateTimeOffset now)
    {
        int over = roll.Entries.Count(entry => entry.ExpiresAt > now) - MaxKept;
        ApprovalEntry[] gone =
        [
            .. roll.Entries.Where(entry => entry.ExpiresAt <= now)
                .Concat(roll.Entries.Where(entry => !entry.IsOpen && entry.ExpiresAt > now).Take(Math.Max(0, over)))
                .Take(ForgetAtOnce),
        ];
        foreach (ApprovalEntry entry in gone)
        {
            ApprovalDocuments.Approvals.Delete(transaction, ApprovalDocuments.Name(accountId, entry.ApprovalId));
        }

        ApprovalDocuments.Rolls.Put(transaction, accountId, roll with { Entries = [.. roll.Entries.Except(gone)] });
    }

    /// <summary>The same list with one that ended.</summary>
    internal static ApprovalRollDocument WithEnded(ApprovalRollDocument roll, string approvalId) => roll with
    {
        Entries = [.. roll.Entries.Select(entry => entry.ApprovalId == approvalId ? entry with { IsOpen = false } : entry)],
    };
}

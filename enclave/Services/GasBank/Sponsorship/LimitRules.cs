using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>What a policy's figures say of a transaction that costs so much. They count at reservation.</summary>
internal static class LimitRules
{
    internal static IEnumerable<SponsorViolation> Of(long total, SponsorPolicyDocument policy, PolicyUse whole, UserUse user)
    {
        if (total > policy.MaxPerTransaction)
        {
            yield return Violations.Of(
                SponsorViolationCode.OverPerTransaction, $"The fees are {total} datoshi; {policy.MaxPerTransaction} is the policy's limit for a transaction.");
        }

        if (total > policy.MaxPerUser - user.Spent)
        {
            yield return Violations.Of(
                SponsorViolationCode.OverPerUser,
                $"The fees are {total} datoshi; of the user's {policy.MaxPerUser} in {policy.WindowSeconds} seconds {user.Spent} are used.");
        }

        if (total > policy.MaxPerDay - whole.Spent)
        {
            yield return Violations.Of(
                SponsorViolationCode.OverPerDay, $"The fees are {total} datoshi; of the policy's {policy.MaxPerDay} of this day {whole.Spent} are used.");
        }

        if (OfUser(policy, user) is { } violation)
        {
            yield return violation;
        }

        if (whole.Outstanding >= policy.MaxOutstanding)
        {
            yield return Violations.Of(
                SponsorViolationCode.PolicyOutstanding, $"{whole.Outstanding} of the policy's transactions are under way, which is the most: wait for their blocks.");
        }
    }

    // Whatever is under way may fail: so a user never fails more often than the policy forgives.
    private static SponsorViolation? OfUser(SponsorPolicyDocument policy, UserUse user)
    {
        if (user.Faults >= policy.MaxFaults)
        {
            return Violations.Of(
                SponsorViolationCode.UserBlocked,
                $"{user.Faults} of the user's transactions failed; the user is blocked until {policy.WindowSeconds} seconds after the last, or until the policy's owner forgives.");
        }

        int most = Math.Min(policy.MaxOutstandingPerUser, policy.MaxFaults - user.Faults);
        return user.Outstanding >= most
            ? Violations.Of(
                SponsorViolationCode.UserOutstanding,
                $"{user.Outstanding} of the user's transactions are under way; {most} is the most, with {user.Faults} that failed: wait for their blocks.")
            : null;
    }
}

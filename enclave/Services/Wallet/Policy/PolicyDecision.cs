using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>What a policy says of a transaction. It is put together by the judges and only read afterwards.</summary>
internal sealed class PolicyDecision
{
    private readonly List<PolicyViolation> violations = [];
    private readonly List<ApprovalNeed> approvals = [];
    private readonly HashSet<PolicyApproval> asked = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<UInt160, BigInteger> sends = [];

    /// <summary>Everything that forbids it.</summary>
    internal IReadOnlyList<PolicyViolation> Violations => violations;

    /// <summary>Who has to approve; of no meaning while something forbids it.</summary>
    internal IReadOnlyList<ApprovalNeed> Approvals => approvals;

    /// <summary>What it takes of the account's tokens at most, by asset.</summary>
    internal IReadOnlyDictionary<UInt160, BigInteger> Sends => sends;

    /// <summary>What it takes of the account as fees, in datoshi.</summary>
    internal BigInteger Fees { get; set; }

    internal void Deny(string code, string rule, string message) =>
        violations.Add(new PolicyViolation { Code = code, Rule = rule, Message = message });

    internal void Send(UInt160 asset, BigInteger amount) => sends[asset] = sends.GetValueOrDefault(asset) + amount;

    /// <summary>Adds what forbids another wallet to sign the same, and who has to approve that.</summary>
    internal void AddOf(string walletId, PolicyDecision other)
    {
        foreach (PolicyViolation violation in other.violations)
        {
            Deny(violation.Code, violation.Rule, $"Of the wallet {walletId}, for which the signature would stand too: {violation.Message}");
        }

        approvals.AddRange(other.approvals);
    }

    /// <summary>Notes that somebody has to approve; once for each rule, however often the transaction comes under it.</summary>
    internal void Ask(PolicyApproval? approval, string reason)
    {
        if (approval is not null && asked.Add(approval))
        {
            approvals.Add(new ApprovalNeed(approval.Approvals, approval.KeyIds, reason));
        }
    }
}

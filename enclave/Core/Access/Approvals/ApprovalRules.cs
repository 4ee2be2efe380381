using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>What rules are for.</summary>
internal static class ApprovalRules
{
    private const string Star = ".*";

    /// <summary>
    /// No rule is for these: without the first two nothing would ever be approved, and a session is ended at once, whoever ends it.
    /// </summary>
    private static readonly Operation[] Free = [AccountOperations.Approve, AccountOperations.Reject, AccountOperations.EndSession];

    private static readonly HashSet<string> Governed = [.. Operations.All.Where(IsGoverned).Select(operation => operation.ToString())];

    private static readonly HashSet<string> Services = [.. Scopes.Everything.Where(scope => scope.EndsWith(Star, StringComparison.Ordinal))];

    /// <summary>Whether a rule can be for an operation at all: one by a key of the account that changes state or is an audit event.</summary>
    internal static bool IsGoverned(Operation operation) =>
        operation.Access == Protocol.Operations.Access.Stamped
        && (operation.Effects == Effects.ChangesState || operation.Audited) && !Free.Contains(operation);

    /// <summary>Whether a rule may name this: a governed operation, a guard operation of a service to come, or all of a service.</summary>
    internal static bool IsKnown(string name) => Governed.Contains(name) || Services.Contains(name) || Scopes.IsGuard(name);

    /// <summary>Whether a rule is for an operation. The star covers no guard operation, as in scopes.</summary>
    internal static bool IsFor(ApprovalRule rule, Operation operation) =>
        IsGoverned(operation)
        && (rule.Operations.Contains(operation.ToString()) || (!operation.Guard && rule.Operations.Contains(operation.Service + Star)));

    /// <summary>What a rule requires.</summary>
    internal static ApprovalNeed NeedOf(ApprovalRule rule, Operation operation) =>
        new(rule.Approvals, rule.KeyIds, $"The rule \"{rule.Name}\" of the account's approval policy is for {operation}.");
}

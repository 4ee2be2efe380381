using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>What every signature over a transaction goes through, whichever operation wants it.</summary>
internal sealed class PolicyGate(WalletDocuments wallets, PolicyDocuments policies)
{
    /// <summary>
    /// Goes on only if the wallet may sign this, and then counts what it takes, in the call's own transaction. The same is asked of the
    /// account's other wallets among the signers that share a key with it: the signature would stand for those too.
    /// </summary>
    /// <param name="call">The call; its <see cref="Call.Time"/> is the time.</param>
    /// <param name="wallet">The wallet that the request names; not frozen.</param>
    /// <param name="account">Which of its accounts signs.</param>
    /// <param name="transaction">What is signed.</param>
    /// <param name="network">For which network.</param>
    /// <param name="height">The chain's height, where it is known: policies with maxBlocksValid need it.</param>
    /// <exception cref="RequestException">policyDenied, approvalRequired; conflict: another wallet that the signature would stand for is frozen.</exception>
    internal async ValueTask CheckAsync(
        Call call, WalletDocument wallet, UInt160 account, Transaction transaction, uint network, uint? height = null)
    {
        PolicySubject subject = PolicySubject.Of(transaction, network, height);
        await EnforceAsync(call, wallet, account, subject);
        foreach ((WalletDocument other, UInt160 others) in await AlsoSignsAsync(call.State, wallet, account, subject))
        {
            await EnforceAsync(call, other.Frozen ? throw WalletManagement.Frozen() : other, others, subject);
        }
    }

    /// <summary>What <see cref="CheckAsync"/> would find; nothing is counted, and nobody is asked to approve.</summary>
    /// <param name="state">The state; only read.</param>
    /// <param name="wallet">The wallet.</param>
    /// <param name="account">Which of its accounts would sign.</param>
    /// <param name="subject">What would be signed.</param>
    /// <param name="time">When.</param>
    /// <param name="proposed">A policy to try in the place of the wallet's own.</param>
    internal async ValueTask<PolicyDecision> SimulateAsync(
        ITransaction state, WalletDocument wallet, UInt160 account, PolicySubject subject, DateTimeOffset time, WalletPolicy? proposed = null)
    {
        (PolicyDecision decision, _) = await DecideAsync(state, wallet, account, subject, time, proposed);
        foreach ((WalletDocument other, UInt160 others) in await AlsoSignsAsync(state, wallet, account, subject))
        {
            (PolicyDecision theirs, _) = await DecideAsync(state, other, others, subject, time, null);
            decision.AddOf(other.WalletId, theirs);
        }

        return decision;
    }

    /// <summary>Whether one of the policies that <see cref="CheckAsync"/> asks limits how long a transaction is valid.</summary>
    /// <param name="state">The state; only read.</param>
    /// <param name="wallet">The wallet.</param>
    /// <param name="account">Which of its accounts would sign.</param>
    /// <param name="subject">What would be signed.</param>
    /// <param name="proposed">A policy to try in the place of the wallet's own.</param>
    internal async ValueTask<bool> WantsHeightAsync(
        ITransaction state, WalletDocument wallet, UInt160 account, PolicySubject subject, WalletPolicy? proposed = null)
    {
        bool wanted = subject.Transaction is not null && (proposed ?? await PolicyAsync(state, wallet)) is { MaxBlocksValid: not null };
        foreach ((WalletDocument other, _) in await AlsoSignsAsync(state, wallet, account, subject))
        {
            wanted |= await PolicyAsync(state, other) is { MaxBlocksValid: not null };
        }

        return wanted;
    }

    /// <summary>Whether a wallet's key may sign for a multi-signature account as one of its keys; null if it may.</summary>
    internal async ValueTask<RequestException?> RefusalOfMemberAsync(Call call, WalletDocument member, UInt160 multisig)
    {
        if (member.Frozen)
        {
            return new RequestException(ErrorCode.Conflict, "The wallets of this multisig wallet's keys are frozen, or sign no transactions.");
        }

        bool allowed = await policies.FindAsync(call.State, member.WalletId) is { } stored
            ? PolicyReader.Read(stored.Policy).MemberOf.Contains(multisig)
            : member.BlindSigning;
        return allowed ? null : new RequestException(
            ErrorCode.PolicyDenied,
            "The wallets of this multisig wallet's keys do not sign for it: their policies have to name its address in memberOf.");
    }

    private async ValueTask EnforceAsync(Call call, WalletDocument wallet, UInt160 account, PolicySubject subject)
    {
        (PolicyDecision decision, SpentHours spent) = await DecideAsync(call.State, wallet, account, subject, call.Time, null);
        if (decision.Violations is [PolicyViolation first, ..])
        {
            string more = decision.Violations.Count == 1 ? "" : $" (And {decision.Violations.Count - 1} more: wallet.simulatePolicy lists them.)";
            throw new RequestException(ErrorCode.PolicyDenied, $"{first.Message}{more}");
        }

        foreach (ApprovalNeed need in decision.Approvals)
        {
            await call.RequireApprovalAsync(need);
        }

        if (decision.Sends.Values.Any(amount => !amount.IsZero) || !decision.Fees.IsZero)
        {
            policies.Put(call.State, wallet.WalletId, spent.With(decision, call.Time));
        }
    }

    private async ValueTask<(PolicyDecision Decision, SpentHours Spent)> DecideAsync(
        ITransaction state, WalletDocument wallet, UInt160 account, PolicySubject subject, DateTimeOffset time, WalletPolicy? proposed)
    {
        SpentHours spent = await policies.SpentAsync(state, wallet.WalletId);
        if ((proposed ?? await PolicyAsync(state, wallet)) is { } policy)
        {
            return (PolicyJudge.Judge(PolicyReader.Read(policy), account, subject, time, spent), spent);
        }

        PolicyDecision decision = new();
        if (!wallet.BlindSigning)
        {
            decision.Deny("noPolicy", "", "The wallet has no policy, so it signs no transactions: wallet.setPolicy says which ones it may.");
        }

        return (decision, spent);
    }

    private async ValueTask<WalletPolicy?> PolicyAsync(ITransaction state, WalletDocument wallet) =>
        (await policies.FindAsync(state, wallet.WalletId))?.Policy;

    /// <summary>The account's other wallets among the signers whose accounts take a signature of one of this wallet's keys.</summary>
    private async ValueTask<List<(WalletDocument Wallet, UInt160 Account)>> AlsoSignsAsync(
        ITransaction state, WalletDocument wallet, UInt160 account, PolicySubject subject)
    {
        List<(WalletDocument Wallet, UInt160 Account)> also = [];
        if (subject.Signers.Count > 1)
        {
            HashSet<string> keys = [.. await wallets.FindAsync(state, wallet.AccountId, account) is { } own ? KeysOf(own) : []];
            foreach (Signer signer in subject.Signers.Where(signer => signer.Account != account))
            {
                if (await wallets.FindAsync(state, wallet.AccountId, signer.Account) is { } other && KeysOf(other).Any(keys.Contains))
                {
                    also.Add((other.Wallet, signer.Account));
                }
            }
        }

        return also;
    }

    private static IEnumerable<string> KeysOf(WalletAddress address) => address.HasKey ? [address.PublicKey] : address.Wallet.Multisig!.PublicKeys;
}

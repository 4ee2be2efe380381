using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Billing;

/// <summary>
/// Who pays for what is used of the enclave: the Gas Bank. It is named here because what is used (functions) may know of the bank by this
/// alone. Each method is part of the transaction of the state that it is given.
/// </summary>
public interface IUsagePayer
{
    /// <summary>Holds what something may cost at most: from what a bank account has allocated to a function.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="usage">What is paid for.</param>
    /// <param name="amount">How much at most, in datoshi; more than 0.</param>
    /// <param name="time">The time.</param>
    /// <returns>What finds it again.</returns>
    /// <exception cref="Protocol.Errors.RequestException">insufficientFunds: less is allocated; notFound: the account has no such bank account.</exception>
    ValueTask<string> HoldAsync(ITransaction state, Usage usage, long amount, DateTimeOffset time);

    /// <summary>Charges what it did cost; the rest returns to the allocation, or where that is gone to what is available.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="hold">What <see cref="HoldAsync"/> gave.</param>
    /// <param name="amount">In datoshi: 0 to what is held.</param>
    /// <param name="time">The time.</param>
    ValueTask ChargeAsync(ITransaction state, string hold, long amount, DateTimeOffset time);
}

/// <summary>What is paid for.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="BankAccountId">Which of its bank accounts pays.</param>
/// <param name="FunctionId">Which function's allocation is taken.</param>
/// <param name="Reference">What the ledger says: an execution's id.</param>
public sealed record Usage(string AccountId, string BankAccountId, string FunctionId, string Reference);

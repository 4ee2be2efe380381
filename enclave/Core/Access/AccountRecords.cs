using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Changes of an account's records that no request of its owner makes, counted among its records all the same.</summary>
/// <remarks>Not for handlers of requests: what they change is counted already.</remarks>
public static class AccountRecords
{
    /// <summary>Whether an account was not closed, so that something may still be done in its name.</summary>
    public static async ValueTask<bool> IsOpenAsync(ITransaction state, string accountId) =>
        (await AccessDocuments.Accounts.FindAsync(state, accountId))?.ClosedAt is null;

    /// <summary>Runs a part of a transaction, and adds to the account's count what it made of new records, less those that went.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="accountId">Whose records they are.</param>
    /// <param name="most">How many records the account may have; null: whatever.</param>
    /// <param name="body">The part. The transaction that it is given is used for nothing else.</param>
    /// <exception cref="RequestException">limitExceeded: the account would have more; or what the body throws.</exception>
    public static async ValueTask<T> ChangeAsync<T>(ITransaction state, string accountId, long? most, Func<ITransaction, ValueTask<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        MeteredTransaction metered = new(state);
        T given = await body(metered);
        if (metered.Growth == 0)
        {
            return given;
        }

        AccountDocument account = await AccessDocuments.Accounts.FindAsync(state, accountId)
            ?? throw new InvalidOperationException("Records of an account that is not there.");
        account = account with { Records = account.Records + metered.Growth };
        if (metered.Growth > 0 && account.Records > most)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The account would have more than {most} records; delete something first.");
        }

        AccessDocuments.Accounts.Put(state, accountId, account);
        return given;
    }
}

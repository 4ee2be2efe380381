using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access.Idempotency;

/// <summary>The responses of an account's latest changes, by requestId: a request that comes again is answered, and not done again.</summary>
internal static class RememberedResponses
{
    /// <summary>How long a response is remembered.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The longest response that is kept; of a longer one, its hash.</summary>
    internal const int MaxResponseBytes = 4096;

    /// <summary>How many of the oldest events a call looks at, to forget their responses: more than the one that it adds.</summary>
    private const int ForgetAtOnce = 4;

    /// <summary>The same for a call that finds no place: all that a transaction has room for.</summary>
    private const int ForgetWhenFull = 200;

    /// <summary>Under which name a request is remembered: by account, or, for who begins one, by key.</summary>
    internal static string Name(string owner, string requestId) =>
        owner + "/" + Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)));

    /// <summary>What is remembered under a name, and not yet to be forgotten.</summary>
    internal static async ValueTask<RememberedResponse?> FindAsync(ITransaction transaction, string name, DateTime now)
    {
        RememberedResponse? found = await AccessDocuments.Remembered.FindAsync(transaction, name);
        return found?.At + Lifetime > now ? found : null;
    }

    /// <summary>The answer to a request that came again.</summary>
    /// <exception cref="RequestException">idempotencyMismatch or alreadyDone.</exception>
    internal static byte[] Answer(RememberedResponse remembered, ReadOnlySpan<byte> digest)
    {
        if (!CryptographicOperations.FixedTimeEquals(remembered.Digest, digest))
        {
            throw new RequestException(
                ErrorCode.IdempotencyMismatch,
                "This requestId was used for another request within the last 24 hours: give each request one of its own.");
        }

        return remembered.Response ?? throw new RequestException(ErrorCode.AlreadyDone, remembered.ResponseHash is { } hash
            ? $"The request was done before. Its answer was too long to be kept; its SHA-256 is {Convert.ToHexStringLower(hash)}."
            : "The request was done before. Its answer is not kept.");
    }

    /// <summary>Remembers a response beside its audit event, the account's last one.</summary>
    internal static async ValueTask<AccountDocument> RememberAsync(
        ITransaction transaction, AccountDocument account, string name, byte[] digest, Operation operation, ReadOnlyMemory<byte> response)
    {
        bool secret = operation.Confidential.HasFlag(Confidential.Response);
        bool kept = !secret && response.Length <= MaxResponseBytes;
        bool another = await AccessDocuments.Remembered.FindAsync(transaction, name) is not null;
        AccessDocuments.Remembered.Put(transaction, name, new RememberedResponse
        {
            Digest = digest,
            Sequence = account.Events,
            At = account.LastEventAt,
            Response = kept ? response.ToArray() : null,
            ResponseHash = kept || secret ? null : SHA256.HashData(response.Span),
        });

        // One that was due to be forgotten may have stood in its place.
        return another ? account : account with { Remembered = account.Remembered + 1 };
    }

    /// <summary>Forgets some of what is old enough; the audit log knows the order. Each call that adds an event does it, so that none lags.</summary>
    internal static async ValueTask<AccountDocument> ForgetAsync(
        ITransaction transaction, string accountId, AccountDocument account, DateTime now, bool full)
    {
        if (account.Remembered == 0 || account.OldestRememberedAt + Lifetime > now)
        {
            return account;
        }

        int forgotten = 0;
        IReadOnlyList<LogEntry<AuditEvent>> oldest = await AccessDocuments.Events.RangeAsync(
            transaction, accountId, account.OldestRemembered, full ? ForgetWhenFull : ForgetAtOnce);
        foreach ((long sequence, AuditEvent done) in oldest)
        {
            account = account with { OldestRemembered = sequence, OldestRememberedAt = done.Time };
            if (done.Time + Lifetime > now)
            {
                break;
            }

            string name = Name(BeganAccount(done) ? done.KeyId : accountId, done.RequestId);
            RememberedResponse? remembered = await AccessDocuments.Remembered.FindAsync(transaction, name);
            if (remembered?.Sequence == sequence)
            {
                AccessDocuments.Remembered.Delete(transaction, name);
                forgotten++;
            }

            account = account with { OldestRemembered = sequence + 1 };
        }

        return account with { Remembered = account.Remembered - forgotten };
    }

    private static bool BeganAccount(AuditEvent done) => done.Sequence == 1;
}

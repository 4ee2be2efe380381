using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>
/// The hash chain over an account's audit events. An event's hash is SHA-256 over the hash before it (32 bytes) and, each as a
/// 4-byte big-endian length and that much UTF-8, its members sequence (decimal), time (as it stands in the JSON), keyId, service,
/// operation, requestId, target (empty if absent) and outcome. Before the first event stands SHA-256 of <c>nsl audit </c> and the
/// account's id.
/// </summary>
public static class AuditChain
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>The hash before an account's first event.</summary>
    public static string Start(string accountId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("nsl audit " + accountId)));

    /// <summary>The hash that an event has behind another; the event's own <see cref="AuditEvent.Hash"/> is not looked at.</summary>
    /// <exception cref="FormatException"><paramref name="previousHash"/> is not hexadecimal.</exception>
    public static string Next(string previousHash, AuditEvent entry)
    {
        ArgumentNullException.ThrowIfNull(previousHash);
        ArgumentNullException.ThrowIfNull(entry);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(previousHash));
        Append(hash, entry.Sequence.ToString(CultureInfo.InvariantCulture));
        Append(hash, entry.Time.ToString(TimeFormat, CultureInfo.InvariantCulture));
        Append(hash, entry.KeyId);
        Append(hash, entry.Service);
        Append(hash, entry.Operation);
        Append(hash, entry.RequestId);
        Append(hash, entry.Target ?? "");
        Append(hash, entry.Outcome);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Verifies events that follow one another, the oldest first: sequences without gaps, and every hash. Null if all is well, else
    /// the sequence at which the first event that does not fit should have stood.
    /// </summary>
    /// <param name="previousHash">The hash of the event before, or <see cref="Start"/>.</param>
    /// <param name="firstSequence">The sequence that the first event must have.</param>
    /// <param name="events">The events.</param>
    public static long? FindBreak(string previousHash, long firstSequence, IEnumerable<AuditEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (AuditEvent entry in events)
        {
            if (entry.Sequence != firstSequence || entry.Hash != Next(previousHash, entry))
            {
                return firstSequence;
            }

            previousHash = entry.Hash;
            firstSequence++;
        }

        return null;
    }

    private static void Append(IncrementalHash hash, string field)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }
}

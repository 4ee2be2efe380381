using System.Globalization;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Audit;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Serves <c>secrets.getSecretValue</c>, and who called it.</summary>
/// <remarks>Reading writes no record but its audit event, which names secret and version: the log of accesses is made of these.</remarks>
internal sealed class SecretReading(SecretDocuments documents, ReadOnlyMemory<byte> genesisId)
{
    private const char VersionMark = '/';

    internal async ValueTask<GetSecretValueResponse> GetAsync(GetSecretValueRequest request, Call call)
    {
        Checks.RecipientKey(request.RecipientKey);
        SecretDocument document = await documents.RequireUsableAsync(call, request.SecretId);
        StoredVersion version = SecretVersioning.Find(document, request.Version ?? document.Current.Version);
        RequireReadable(version, call.Now());
        call.Target = Target(document, version);
        using SecretBytes value = await documents.Values.LoadAsync(call.State, document.SecretId, version);
        return new GetSecretValueResponse
        {
            SecretId = document.SecretId,
            Version = version.Version,
            SealedValue = Hpke.Seal(
                request.RecipientKey, SecretSealing.ValueInfo,
                SecretSealing.Associated(genesisId.Span, document.SecretId, version.Version), value.Span),
        };
    }

    internal async ValueTask<ListSecretAccessResponse> ListAsync(ListSecretAccessRequest request, Call call)
    {
        int limit = request.Limit ?? PageRequest.DefaultLimit;
        if (limit is < 1 or > PageRequest.MaxLimit)
        {
            throw new RequestException($"limit is 1 to {PageRequest.MaxLimit}.");
        }

        await documents.RequireAsync(call, request.SecretId);
        long from = NumberCursor.Read(request.Cursor) is { } seen ? seen - 1 : await AuditEvents.NextAsync(call) - 1;
        IReadOnlyList<AuditEvent> events = from > 0 ? await AuditEvents.RangeAsync(call, from, AuditEvents.MaxRange, backward: true) : [];
        AuditEvent[] found = [.. events.Where(happened => IsReading(happened, request.SecretId)).Take(limit)];
        long? last = found.Length == limit ? found[^1].Sequence : events.Count > 0 ? events[^1].Sequence : null;
        return new ListSecretAccessResponse
        {
            Accesses = [.. found.Select(Read)],
            NextCursor = last > 1 ? NumberCursor.Write(last.Value) : null,
        };
    }

    /// <exception cref="RequestException">conflict: nobody reads this version any more.</exception>
    internal static void RequireReadable(StoredVersion version, DateTime now)
    {
        if (!version.IsReadable(now))
        {
            throw new RequestException(ErrorCode.Conflict, version.DestroyedAt is null
                ? "The version's grace time is over."
                : "The version is destroyed.");
        }
    }

    /// <summary>What a reading's audit event names.</summary>
    internal static string Target(SecretDocument document, StoredVersion version) =>
        string.Create(CultureInfo.InvariantCulture, $"{document.SecretId}{VersionMark}{version.Version}");

    private static bool IsReading(AuditEvent happened, string secretId) =>
        happened.Service == SecretsOperations.GetSecretValue.Service && happened.Operation == SecretsOperations.GetSecretValue.Name
        && happened.Target is { } target && target.StartsWith(secretId + VersionMark, StringComparison.Ordinal);

    private static SecretAccess Read(AuditEvent reading) => new()
    {
        Sequence = reading.Sequence,
        Time = reading.Time,
        KeyId = reading.KeyId,
        Version = long.Parse(reading.Target.AsSpan(reading.Target!.IndexOf(VersionMark, StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture),
        RequestId = reading.RequestId,
    };
}

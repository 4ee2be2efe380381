using System.Globalization;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Serves what an owner does with the versions of a secret.</summary>
internal sealed class SecretVersioning(SecretDocuments documents)
{
    /// <exception cref="RequestException">notFound: there never was such a version, or it is kept no longer.</exception>
    internal static StoredVersion Find(SecretDocument document, long version) =>
        document.Versions.FirstOrDefault(known => known.Version == version)
            ?? throw new RequestException(ErrorCode.NotFound, "The secret has no such version, or no longer.");

    internal async ValueTask<ListSecretVersionsResponse> ListAsync(ListSecretVersionsRequest request, Call call)
    {
        int limit = request.Limit ?? PageRequest.DefaultLimit;
        if (limit is < 1 or > PageRequest.MaxLimit)
        {
            throw new RequestException($"limit is 1 to {PageRequest.MaxLimit}.");
        }

        SecretDocument document = await documents.RequireAsync(call, request.SecretId);
        long before = NumberCursor.Read(request.Cursor) ?? long.MaxValue;
        StoredVersion[] older = [.. document.Versions.Reverse().Where(version => version.Version < before)];
        StoredVersion[] page = [.. older.Take(limit)];
        return new ListSecretVersionsResponse
        {
            Versions = [.. page.Select(version => document.Describe(version, call.Now()))],
            NextCursor = older.Length > limit ? NumberCursor.Write(page[^1].Version) : null,
        };
    }

    internal async ValueTask<SecretVersion> DestroyAsync(DestroySecretVersionRequest request, Call call)
    {
        SecretDocument document = await documents.RequireAsync(call, request.SecretId);
        StoredVersion version = Find(document, request.Version);
        call.Target = string.Create(CultureInfo.InvariantCulture, $"{document.SecretId}/{version.Version}");
        if (version.DestroyedAt is not null)
        {
            return document.Describe(version, call.Now());
        }

        documents.Values.Remove(call.State, document.SecretId, version);
        StoredVersion destroyed = version with { DestroyedAt = call.Now() };
        SecretDocument changed = document with { Versions = [.. document.Versions.Select(each => each == version ? destroyed : each)] };
        documents.Update(call, changed);
        return changed.Describe(destroyed, call.Now());
    }
}

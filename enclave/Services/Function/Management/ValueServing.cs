using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Function.Management;

/// <summary>Serves what an owner does with a function's storage.</summary>
internal sealed class ValueServing(FunctionDocuments documents, FunctionValues values)
{
    internal async ValueTask<StoredValue> GetAsync(GetValueRequest request, Call call)
    {
        ValueText.CheckKey(request.Key);
        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        return await values.FindAsync(call.State, function.FunctionId, request.Key) is { } entry
            ? Describe(entry)
            : throw new RequestException(ErrorCode.NotFound, "The function's storage has no such key.");
    }

    internal async ValueTask<StoredValue> PutAsync(PutValueRequest request, Call call)
    {
        ValueText.CheckKey(request.Key);
        byte[] json = ValueText.Write(request.Value);
        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        if (request.ExpectedRevision is { } expected && await values.RevisionAsync(call.State, function.FunctionId, request.Key) is var now && now != expected)
        {
            throw new RequestException(ErrorCode.Conflict, $"The value's revision is {now}, and not expectedRevision: it was written meanwhile.");
        }

        long revision = await values.PutAsync(call.State, function.FunctionId, request.Key, json);
        return Describe(new ValueEntry(request.Key, revision, json));
    }

    internal async ValueTask<DeleteValueResponse> DeleteAsync(DeleteValueRequest request, Call call)
    {
        ValueText.CheckKey(request.Key);
        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        return new DeleteValueResponse { Deleted = await values.DeleteAsync(call.State, function.FunctionId, request.Key) };
    }

    internal async ValueTask<ListValuesResponse> ListAsync(ListValuesRequest request, Call call)
    {
        int limit = request.Limit ?? PageRequest.DefaultLimit;
        if (limit is < 1 or > FunctionLimits.MaxPage)
        {
            throw new RequestException($"limit is 1 to {FunctionLimits.MaxPage}.");
        }

        string? prefix = request.Prefix is { Length: > 0 } given ? given : null;
        if (prefix is not null)
        {
            ValueText.CheckKey(prefix, "prefix");
        }

        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        IReadOnlyList<KeyRevision> keys = await values.RangeAsync(call.State, function.FunctionId, prefix, After(request.Cursor), limit + 1);
        List<StoredValue> page = [];
        int bytes = 0;
        foreach (KeyRevision key in keys.Take(limit))
        {
            ValueEntry entry = await values.RequireAsync(call.State, function.FunctionId, key);
            bytes += ValueText.EscapedLength(entry.Json);
            if (page.Count > 0 && bytes > FunctionLimits.MaxPageBytes)
            {
                break;
            }

            page.Add(Describe(entry));
        }

        return new ListValuesResponse
        {
            Values = page,
            NextCursor = page.Count < keys.Count ? Base64UrlText.Encode(Encoding.UTF8.GetBytes(page[^1].Key)) : null,
        };
    }

    private static string? After(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return cursor.Length is > 0 and <= 2 * FunctionLimits.MaxKeyBytes && Base64UrlText.TryDecode(Encoding.UTF8.GetBytes(cursor), out byte[] bytes)
            && ValueText.TryReadKey(bytes, out string? key)
            ? key
            : throw new RequestException("cursor is not one of this list: give the nextCursor of its last response as it was.");
    }

    private static StoredValue Describe(ValueEntry entry)
    {
        using JsonDocument document = JsonDocument.Parse(entry.Json);
        return new StoredValue { Key = entry.Key, Revision = entry.Revision, Value = document.RootElement.Clone() };
    }
}

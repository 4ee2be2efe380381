using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>
/// What finds the functions of an account. Entries of three kinds, told apart by the key's first byte: how many there are; each by time and
/// id, for lists; each by the hash of its name.
/// </summary>
internal sealed class FunctionIndex
{
    private const byte CountEntry = 0;
    private const byte TimeEntry = 1;
    private const byte NameEntry = 2;

    private static readonly byte[] CountKey = [CountEntry];
    private static readonly byte[] TimePrefix = [TimeEntry];

    private readonly IndexTable index = new("function-index");

    internal async ValueTask<int> CountAsync(ITransaction state, string account) =>
        await index.FindAsync(state, account, CountKey) is { } count ? BinaryPrimitives.ReadInt32BigEndian(count.Span) : 0;

    /// <summary>The id of the function that has a name, or null.</summary>
    internal async ValueTask<string?> FindAsync(ITransaction state, string account, string name) =>
        await index.FindAsync(state, account, NameKey(name)) is { } id ? Encoding.ASCII.GetString(id.Span) : null;

    /// <summary>A page of ids, in the order in which the functions were created.</summary>
    internal async ValueTask<ListPage<string>> PageAsync(ITransaction state, string account, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(state, account, page, TimePrefix);
        return new ListPage<string>([.. entries.Items.Select(entry => Encoding.ASCII.GetString(entry.Value.Span))], entries.NextCursor);
    }

    internal async ValueTask AddAsync(ITransaction state, FunctionDocument function)
    {
        await PutCountAsync(state, function.AccountId, await CountAsync(state, function.AccountId) + 1);
        await index.PutAsync(state, function.AccountId, TimeKey(function), Id(function));
        await index.PutAsync(state, function.AccountId, NameKey(function.Name), Id(function));
    }

    internal async ValueTask RenameAsync(ITransaction state, FunctionDocument function, string name)
    {
        await index.RemoveAsync(state, function.AccountId, NameKey(function.Name));
        await index.PutAsync(state, function.AccountId, NameKey(name), Id(function));
    }

    internal async ValueTask RemoveAsync(ITransaction state, FunctionDocument function)
    {
        await PutCountAsync(state, function.AccountId, await CountAsync(state, function.AccountId) - 1);
        await index.RemoveAsync(state, function.AccountId, TimeKey(function));
        await index.RemoveAsync(state, function.AccountId, NameKey(function.Name));
    }

    private async ValueTask PutCountAsync(ITransaction state, string account, int count)
    {
        byte[] value = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(value, count);
        await index.PutAsync(state, account, CountKey, value);
    }

    // Several functions may have one time: their ids follow it.
    private static byte[] TimeKey(FunctionDocument function)
    {
        byte[] ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, function.CreatedAt.Ticks);
        return [TimeEntry, .. ticks, .. Id(function)];
    }

    private static byte[] NameKey(string name) => [NameEntry, .. SHA256.HashData(Encoding.UTF8.GetBytes(name))];

    private static byte[] Id(FunctionDocument function) => Encoding.ASCII.GetBytes(function.FunctionId);
}

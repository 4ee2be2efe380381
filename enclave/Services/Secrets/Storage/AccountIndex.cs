using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Secrets.Storage;

/// <summary>
/// What finds the secrets of an account. Entries of four kinds, told apart by the key's first byte: how many there are; each by
/// time and id, for lists; each by the hash of its name; each deleted one by the time from which on it is gone.
/// </summary>
internal sealed class AccountIndex
{
    private const byte CountEntry = 0;
    private const byte TimeEntry = 1;
    private const byte NameEntry = 2;
    private const byte GoneEntry = 3;

    private static readonly byte[] CountKey = [CountEntry];
    private static readonly byte[] TimePrefix = [TimeEntry];
    private static readonly byte[] GonePrefix = [GoneEntry];

    private readonly IndexTable index = new("secret-index");

    internal async ValueTask<int> CountAsync(ITransaction transaction, string account) =>
        await index.FindAsync(transaction, account, CountKey) is { } count ? BinaryPrimitives.ReadInt32BigEndian(count.Span) : 0;

    /// <summary>The id of the secret that has a name, or null.</summary>
    internal async ValueTask<string?> FindAsync(ITransaction transaction, string account, string name) =>
        await index.FindAsync(transaction, account, NameKey(name)) is { } id ? Text(id) : null;

    /// <summary>A page of ids, in the order in which the secrets were created.</summary>
    internal async ValueTask<ListPage<string>> PageAsync(ITransaction transaction, string account, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(transaction, account, page, TimePrefix);
        return new ListPage<string>([.. entries.Items.Select(entry => Text(entry.Value))], entries.NextCursor);
    }

    /// <summary>The id of the deleted secret that is gone the longest, or null if none is gone.</summary>
    internal async ValueTask<string?> FindGoneAsync(ITransaction transaction, string account, DateTime now)
    {
        IReadOnlyList<IndexEntry> first = await index.RangeAsync(transaction, account, limit: 1, prefix: GonePrefix);
        return first is [var entry] && BinaryPrimitives.ReadInt64BigEndian(entry.Key.Span[1..]) <= now.Ticks ? Text(entry.Value) : null;
    }

    internal async ValueTask AddAsync(ITransaction transaction, SecretDocument document)
    {
        await PutCountAsync(transaction, document.AccountId, await CountAsync(transaction, document.AccountId) + 1);
        await index.PutAsync(transaction, document.AccountId, TimeKey(TimeEntry, document.CreatedAt, document), Id(document));
        await index.PutAsync(transaction, document.AccountId, NameKey(document.Name), Id(document));
    }

    internal async ValueTask RenameAsync(ITransaction transaction, SecretDocument document, string name)
    {
        await index.RemoveAsync(transaction, document.AccountId, NameKey(document.Name));
        await index.PutAsync(transaction, document.AccountId, NameKey(name), Id(document));
    }

    /// <summary>Notes when a deleted secret is gone.</summary>
    internal async ValueTask DeleteAsync(ITransaction transaction, SecretDocument document) =>
        await index.PutAsync(transaction, document.AccountId, TimeKey(GoneEntry, document.GoneAt!.Value, document), Id(document));

    internal async ValueTask RestoreAsync(ITransaction transaction, SecretDocument document) =>
        await index.RemoveAsync(transaction, document.AccountId, TimeKey(GoneEntry, document.GoneAt!.Value, document));

    /// <summary>Forgets a secret, deleted or not.</summary>
    internal async ValueTask RemoveAsync(ITransaction transaction, SecretDocument document)
    {
        await PutCountAsync(transaction, document.AccountId, await CountAsync(transaction, document.AccountId) - 1);
        await index.RemoveAsync(transaction, document.AccountId, TimeKey(TimeEntry, document.CreatedAt, document));
        await index.RemoveAsync(transaction, document.AccountId, NameKey(document.Name));
        if (document.GoneAt is not null)
        {
            await RestoreAsync(transaction, document);
        }
    }

    private async ValueTask PutCountAsync(ITransaction transaction, string account, int count)
    {
        byte[] value = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(value, count);
        await index.PutAsync(transaction, account, CountKey, value);
    }

    // Several secrets may have one time: their ids follow it.
    private static byte[] TimeKey(byte kind, DateTime time, SecretDocument document)
    {
        byte[] ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, time.Ticks);
        return [kind, .. ticks, .. Id(document)];
    }

    private static byte[] NameKey(string name) => [NameEntry, .. SHA256.HashData(Encoding.UTF8.GetBytes(name))];

    private static byte[] Id(SecretDocument document) => Encoding.ASCII.GetBytes(document.SecretId);

    private static string Text(ReadOnlyMemory<byte> id) => Encoding.ASCII.GetString(id.Span);
}

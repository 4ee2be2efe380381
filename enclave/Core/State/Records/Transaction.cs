using System.Security.Cryptography;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>A body's view of the state: what it read, each with its version, and what it wrote.</summary>
internal sealed class Transaction(StateStore store) : ITransaction, IDisposable
{
    /// <summary>The tables that only the store writes.</summary>
    private static readonly string[] OwnTables = [Head.Table.Name, HeadLog.Table.Name, Lineages.Table.Name, Lineages.Acceptances.Name];

    private readonly Dictionary<Bytes32, Touched> touched = [];
    private readonly List<PendingChange> replaced = [];
    private int changes;
    private long bytes;
    private bool ended;

    /// <summary>The moment at which everything read was the newest, on the store's count of changes.</summary>
    internal long Moment { get; set; }

    /// <summary>Whether something that it read was changed meanwhile: whatever its body does, it runs again.</summary>
    internal bool Outdated { get; set; }

    /// <summary>Everything it read or wrote.</summary>
    internal Dictionary<Bytes32, Touched> All => touched;

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(RecordId id)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        Bytes32 key = store.NameOf(id);
        if (touched.TryGetValue(key, out Touched? known) && (known.Change is not null || known.WasRead))
        {
            return new(AsMemory(known.Change is null ? known.Content : known.Change.Content));
        }

        return store.ReadAsync(this, id.Table, key);
    }

    public bool Exists(RecordId id)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        Bytes32 key = store.NameOf(id);
        return touched.TryGetValue(key, out Touched? known) && known.Change is { } change ? change.Content is not null : store.Exists(key);
    }

    public void Put(RecordId id, ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, StateLimits.MaxContentBytes);
        byte[] copy = PendingChange.Allocate(id.Table, content.Length);
        content.CopyTo(copy);
        Change(id, copy);
    }

    public void Delete(RecordId id) => Change(id, content: null);

    /// <summary>Notes what was read; the content is this transaction's to clear if the table is secret.</summary>
    internal ReadOnlyMemory<byte>? Note(Table table, in Bytes32 key, long version, byte[]? content)
    {
        Touched known = Touch(key);
        known.ReadVersion = version;
        known.Content = content;
        known.Secret = table.Secret;
        return AsMemory(content);
    }

    /// <summary>Gives up the changes to whoever queues them.</summary>
    internal List<PendingChange> TakeChanges(Func<PendingChange, bool> matters)
    {
        List<PendingChange> taken = new(changes);
        foreach (Touched one in touched.Values)
        {
            if (one.Change is { } change && matters(change))
            {
                taken.Add(change);
                one.Change = null;
            }
        }

        return taken;
    }

    public void Dispose()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        replaced.ForEach(static change => change.Clear());
        foreach (Touched one in touched.Values)
        {
            one.Change?.Clear();
            if (one.Secret)
            {
                CryptographicOperations.ZeroMemory(one.Content);
            }
        }
    }

    private static ReadOnlyMemory<byte>? AsMemory(byte[]? content) => content is null ? default(ReadOnlyMemory<byte>?) : content;

    private void Change(RecordId id, byte[]? content)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        if (OwnTables.Contains(id.Table.Name))
        {
            throw new ArgumentException("The table is the store's own.", nameof(id));
        }

        Bytes32 key = store.NameOf(id);
        Touched known = Touch(key);
        PendingChange change = new(id.Table, key, content);
        bytes += change.Length - (known.Change?.Length ?? 0);
        changes += known.Change is null ? 1 : 0;
        if (known.Change is { } before)
        {
            // The body may still look at what it wrote first.
            replaced.Add(before);
        }

        known.Change = change;
        if (changes > StateLimits.MaxChanges || bytes > store.MaxTransactionBytes)
        {
            throw new RequestException(ErrorCode.TooLarge, "The request changes more than fits into one commit; split it.");
        }
    }

    private Touched Touch(in Bytes32 key)
    {
        if (!touched.TryGetValue(key, out Touched? known))
        {
            known = new Touched();
            touched.Add(key, known);
        }

        return known;
    }

    /// <summary>A record that was read, or written, or both.</summary>
    internal sealed class Touched
    {
        private const long NotRead = -1;

        /// <summary>The version that was read; 0: there was none.</summary>
        internal long ReadVersion { get; set; } = NotRead;

        internal bool WasRead => ReadVersion != NotRead;

        /// <summary>What was read.</summary>
        internal byte[]? Content { get; set; }

        internal bool Secret { get; set; }

        internal PendingChange? Change { get; set; }
    }
}

using System.Collections.Concurrent;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Tests.Wallets;

/// <summary>A store in memory. Each body runs twice, as if another transaction had come between: once for nothing.</summary>
internal sealed class MemoryStore : IStateStore
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>What is committed, by table and key.</summary>
    internal ConcurrentDictionary<string, byte[]> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>How often records of a table were read.</summary>
    internal ConcurrentDictionary<string, int> Reads { get; } = new(StringComparer.Ordinal);

    public async ValueTask<T> RunAsync<T>(string lane, Func<ITransaction, ValueTask<T>> body)
    {
        await turn.WaitAsync();
        try
        {
            using (Transaction wasted = new(this))
            {
                await body(wasted);
            }

            using Transaction transaction = new(this);
            T result = await body(transaction);
            transaction.Commit();
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    private sealed class Transaction(MemoryStore store) : ITransaction, IDisposable
    {
        private readonly Dictionary<string, byte[]?> changes = [];
        private readonly List<byte[]> given = [];

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(RecordId id)
        {
            store.Reads.AddOrUpdate(id.Table.Name, 1, (_, count) => count + 1);
            if (Find(id) is not { } content)
            {
                return new((ReadOnlyMemory<byte>?)null);
            }

            given.Add([.. content]);
            return new(given[^1]);
        }

        public bool Exists(RecordId id) => Find(id) is not null;

        public void Put(RecordId id, ReadOnlySpan<byte> content) => changes[Name(id)] = content.ToArray();

        public void Delete(RecordId id) => changes[Name(id)] = null;

        internal void Commit()
        {
            foreach ((string name, byte[]? content) in changes)
            {
                if (content is null)
                {
                    store.Records.TryRemove(name, out _);
                }
                else
                {
                    store.Records[name] = content;
                }
            }
        }

        /// <summary>What was given out is no longer what it was: whoever keeps it finds out.</summary>
        public void Dispose() => given.ForEach(content => Array.Fill(content, (byte)0xEE));

        private byte[]? Find(RecordId id) =>
            changes.TryGetValue(Name(id), out byte[]? content) ? content : store.Records.GetValueOrDefault(Name(id));

        private static string Name(RecordId id) => $"{id.Table.Name}/{Convert.ToHexString(id.Key.Span)}";
    }
}

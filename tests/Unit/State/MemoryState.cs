using NeoServiceLayer.Enclave.Core.State;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>Records in memory, without an engine: transactions one after the other, each kept or dropped as a whole.</summary>
internal sealed class MemoryState
{
    /// <summary>What is committed, by table and key.</summary>
    internal SortedDictionary<string, byte[]> Records { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>How often records of a table were read.</summary>
    internal Dictionary<string, int> Reads { get; } = new(StringComparer.Ordinal);

    /// <summary>How many records were written or deleted by commits.</summary>
    internal long Changes { get; private set; }

    /// <summary>How many bytes of content were written by commits.</summary>
    internal long BytesWritten { get; private set; }

    internal MemoryState Copy() => new() { Records = new(Records, StringComparer.Ordinal) };

    internal async Task<T> RunAsync<T>(Func<ITransaction, ValueTask<T>> body, bool commit = true)
    {
        using Transaction transaction = new(this);
        T result = await body(transaction);
        if (commit)
        {
            transaction.Commit();
        }

        return result;
    }

    private sealed class Transaction(MemoryState state) : ITransaction, IDisposable
    {
        private readonly Dictionary<string, byte[]?> changes = [];
        private readonly List<byte[]> given = [];

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(RecordId id)
        {
            state.Reads[id.Table.Name] = state.Reads.GetValueOrDefault(id.Table.Name) + 1;
            if (Find(id) is not { } content)
            {
                return new((ReadOnlyMemory<byte>?)null);
            }

            given.Add([.. content]);
            return new(given[^1]);
        }

        public bool Exists(RecordId id) => Find(id) is not null;

        public void Put(RecordId id, ReadOnlySpan<byte> content)
        {
            Assert.InRange(content.Length, 0, StateLimits.MaxContentBytes);
            changes[Name(id)] = content.ToArray();
        }

        public void Delete(RecordId id) => changes[Name(id)] = null;

        internal void Commit()
        {
            Assert.InRange(changes.Count, 0, StateLimits.MaxChanges);
            foreach ((string name, byte[]? content) in changes)
            {
                state.Changes++;
                state.BytesWritten += content?.Length ?? 0;
                _ = content is null ? state.Records.Remove(name) : (state.Records[name] = content).Length >= 0;
            }
        }

        /// <summary>What was given out is no longer what it was: whoever keeps it finds out.</summary>
        public void Dispose() => given.ForEach(content => Array.Fill(content, (byte)0xEE));

        private byte[]? Find(RecordId id) =>
            changes.TryGetValue(Name(id), out byte[]? content) ? content : state.Records.GetValueOrDefault(Name(id));

        private static string Name(RecordId id)
        {
            Assert.InRange(id.Key.Length, 1, RecordId.MaxKeyBytes);
            return $"{id.Table}/{Convert.ToHexString(id.Key.Span)}";
        }
    }
}

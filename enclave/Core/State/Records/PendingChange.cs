using System.Security.Cryptography;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>A change of one record, on its way from a body to the disk. A secret content is pinned, and cleared when it is done with.</summary>
internal sealed class PendingChange(Table table, Bytes32 key, byte[]? content)
{
    internal Table Table { get; } = table;

    internal Bytes32 Key { get; } = key;

    /// <summary>What the record shall hold; null: it shall be gone.</summary>
    internal byte[]? Content { get; } = content;

    /// <summary>Given when the transaction is queued; 0 for a removal, since nothing is left to have one.</summary>
    internal long Version { get; set; }

    /// <summary>The transaction that it is queued with.</summary>
    internal QueuedTransaction? Owner { get; set; }

    internal int Length => Content?.Length ?? 0;

    /// <summary>Room for a content; the caller fills it.</summary>
    internal static byte[] Allocate(Table table, int length) =>
        table.Secret ? GC.AllocateUninitializedArray<byte>(length, pinned: true) : GC.AllocateUninitializedArray<byte>(length);

    internal void Clear()
    {
        if (Table.Secret)
        {
            CryptographicOperations.ZeroMemory(Content);
        }
    }
}

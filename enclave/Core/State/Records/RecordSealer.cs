using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// Seals what goes to the parent and opens what comes back. Each boot seals under a key of its own, with a counter for nonce:
/// no nonce is used twice under a key, whatever the parent does. Any thread.
/// </summary>
internal sealed class RecordSealer : IDisposable
{
    /// <summary>So many keys of earlier boots are kept ready.</summary>
    private const int MaxEarlierKeys = 16;

    private const int MaxAssociated = 1 + 5 + 1 + Table.MaxNameLength + Bytes32.Length + sizeof(long) + Bytes32.Length;

    private readonly RootKey root;
    private readonly EnclaveMode mode;
    private readonly byte[] modeName;
    private readonly BootKey key;
    private readonly Lock gate = new();
    private readonly Dictionary<Bytes32, BootKey> earlier = [];
    private readonly Queue<Bytes32> order = [];
    private ulong counter;

    internal RecordSealer(RootKey root, EnclaveMode mode, in Bytes32 boot)
    {
        this.root = root;
        this.mode = mode;
        modeName = Encoding.ASCII.GetBytes(RootKey.NameOf(mode));
        Boot = boot;
        key = new BootKey(root, mode, Boot);
    }

    /// <summary>This boot's id: random, so that no other boot has its key.</summary>
    internal Bytes32 Boot { get; }

    /// <summary>Seals a content for one place and version.</summary>
    internal byte[] Seal(Table table, in Bytes32 record, long version, ReadOnlySpan<byte> content)
    {
        byte[] value = new byte[SealedValue.HeaderLength + content.Length];
        ulong nonce = Interlocked.Increment(ref counter);
        Bytes32 boot = Boot;
        SealedValue.Begin(value, boot, nonce, out Span<byte> tag, out Span<byte> ciphertext);
        Span<byte> associated = stackalloc byte[MaxAssociated];
        key.Encrypt(nonce, content, ciphertext, tag, associated[..WriteAssociated(associated, table, record, version, boot)]);
        return value;
    }

    /// <summary>Opens a value whose header is there.</summary>
    /// <param name="table">The table it must be of.</param>
    /// <param name="record">The record it must be.</param>
    /// <param name="version">The version it must have.</param>
    /// <param name="value">What the parent gave.</param>
    /// <param name="content">As long as its ciphertext; zero when it does not open.</param>
    /// <returns>Whether it is what was sealed for that place and version.</returns>
    internal bool TryOpen(Table table, in Bytes32 record, long version, ReadOnlySpan<byte> value, Span<byte> content)
    {
        Bytes32 boot = SealedValue.BootOf(value);
        Span<byte> associated = stackalloc byte[MaxAssociated];
        associated = associated[..WriteAssociated(associated, table, record, version, boot)];
        ulong nonce = SealedValue.CounterOf(value);
        ReadOnlySpan<byte> ciphertext = SealedValue.CiphertextOf(value);
        if (boot == Boot)
        {
            return key.TryDecrypt(nonce, ciphertext, SealedValue.TagOf(value), content, associated);
        }

        lock (gate)
        {
            return EarlierKey(boot).TryDecrypt(nonce, ciphertext, SealedValue.TagOf(value), content, associated);
        }
    }

    public void Dispose()
    {
        key.Dispose();
        foreach (BootKey one in earlier.Values)
        {
            one.Dispose();
        }
    }

    private BootKey EarlierKey(in Bytes32 boot)
    {
        if (!earlier.TryGetValue(boot, out BootKey? found))
        {
            if (order.Count == MaxEarlierKeys)
            {
                earlier.Remove(order.Dequeue(), out BootKey? oldest);
                oldest?.Dispose();
            }

            found = new BootKey(root, mode, boot);
            earlier.Add(boot, found);
            order.Enqueue(boot);
        }

        return found;
    }

    /// <summary>Mode ‖ table ‖ record key ‖ version ‖ boot; what varies in length has its length before it.</summary>
    private int WriteAssociated(Span<byte> to, Table table, in Bytes32 record, long version, in Bytes32 boot)
    {
        int at = WriteName(to, modeName);
        at += WriteName(to[at..], table.NameUtf8);
        record.CopyTo(to[at..]);
        at += Bytes32.Length;
        BinaryPrimitives.WriteInt64BigEndian(to[at..], version);
        at += sizeof(long);
        boot.CopyTo(to[at..]);
        return at + Bytes32.Length;
    }

    private static int WriteName(Span<byte> to, byte[] name)
    {
        to[0] = (byte)name.Length;
        name.CopyTo(to[1..]);
        return 1 + name.Length;
    }
}

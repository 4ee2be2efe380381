using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>
/// What end points must agree on, as one hash: of each part its length and its bytes, so that answers have the same hash only if they mean the
/// same, however they are written.
/// </summary>
internal sealed class CanonicalForm
{
    private readonly ArrayBufferWriter<byte> written = new();

    internal CanonicalForm Add(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        written.Write(length);
        written.Write(part);
        return this;
    }

    internal CanonicalForm Add(string part) => Add(Encoding.UTF8.GetBytes(part));

    internal CanonicalForm Add(long part)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, part);
        return Add(bytes);
    }

    internal CanonicalForm Add(IReadOnlyList<ChainValue> values)
    {
        Add(values.Count);
        foreach (ChainValue value in values)
        {
            Add(value);
        }

        return this;
    }

    internal CanonicalForm Add(IReadOnlyList<ChainNotification> notifications)
    {
        Add(notifications.Count);
        foreach (ChainNotification notification in notifications)
        {
            Add(notification.Contract.ToString()).Add(notification.Name).Add(notification.State);
        }

        return this;
    }

    /// <summary>The hash of what was added.</summary>
    internal UInt256 End() => Hash.Sha256(written.WrittenSpan);

    private void Add(ChainValue value)
    {
        switch (value)
        {
            case ChainNull:
                Add("null");
                break;
            case ChainBoolean boolean:
                Add(boolean.Value ? "true" : "false");
                break;
            case ChainInteger integer:
                Add("integer").Add(integer.Value.ToByteArray());
                break;
            case ChainBytes bytes:
                Add("bytes").Add(bytes.Value.Span);
                break;
            case ChainArray array:
                Add("array").Add(array.Items);
                break;
            case ChainMap map:
                Add("map").Add([.. map.Entries.SelectMany(entry => (ChainValue[])[entry.Key, entry.Value])]);
                break;
            case ChainOpaque opaque:
                Add("opaque").Add(opaque.Type);
                break;
            default:
                throw new InvalidOperationException("A value of an unknown kind.");
        }
    }
}

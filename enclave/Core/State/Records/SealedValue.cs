using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// A value at the parent: format 1 ‖ id of the boot that sealed it, 32 bytes ‖ nonce counter, 8 bytes big-endian ‖ tag, 16 bytes ‖
/// ciphertext. What stands before the ciphertext is the header, which a start reads alone.
/// </summary>
internal static class SealedValue
{
    internal const int HeaderLength = 57;
    internal const int TagLength = 16;

    private const byte Format = 1;
    private const int BootAt = 1;
    private const int CounterAt = 33;
    private const int TagAt = 41;

    internal static bool HasHeader(ReadOnlySpan<byte> value) => value.Length >= HeaderLength && value[0] == Format;

    internal static Bytes32 BootOf(ReadOnlySpan<byte> value) => new(value.Slice(BootAt, Bytes32.Length));

    internal static ulong CounterOf(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt64BigEndian(value[CounterAt..]);

    internal static ReadOnlySpan<byte> TagOf(ReadOnlySpan<byte> value) => value.Slice(TagAt, TagLength);

    internal static ReadOnlySpan<byte> CiphertextOf(ReadOnlySpan<byte> value) => value[HeaderLength..];

    /// <summary>Writes what is known before sealing; gives where the tag and the ciphertext go.</summary>
    internal static void Begin(Span<byte> value, in Bytes32 boot, ulong counter, out Span<byte> tag, out Span<byte> ciphertext)
    {
        value[0] = Format;
        boot.CopyTo(value[BootAt..]);
        BinaryPrimitives.WriteUInt64BigEndian(value[CounterAt..], counter);
        tag = value.Slice(TagAt, TagLength);
        ciphertext = value[HeaderLength..];
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What the enclave remembers of a committed record: enough to know its content when the parent gives it back.</summary>
/// <param name="Version">1 or more.</param>
/// <param name="Boot">The number of the boot that sealed it.</param>
/// <param name="Tag">The seal's tag.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct IndexEntry(long Version, int Boot, UInt128 Tag)
{
    internal static UInt128 TagFrom(ReadOnlySpan<byte> tag) => BinaryPrimitives.ReadUInt128BigEndian(tag);
}

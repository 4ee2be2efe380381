using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// What is kept of chains that operators ended by accepting an older or another state: of each, up to which commit it is part of the history
/// that goes on, so that whoever still knows a later one is told so, and stops nobody else.
/// </summary>
internal static class Lineages
{
    /// <summary>The table of what ended, by its id. The store's own.</summary>
    internal static readonly Table Table = new("lineages");

    /// <summary>The table of what operators signed, by the id of the chain that began with it. The store's own.</summary>
    internal static readonly Table Acceptances = new("acceptances");

    /// <summary>The content for a chain whose commits count up to this one; 0: none of them do.</summary>
    internal static byte[] EndedAt(long sequence)
    {
        byte[] content = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(content, sequence);
        return content;
    }

    /// <summary>Reads such a content, which its seal vouches for.</summary>
    internal static long ReadEnd(ReadOnlySpan<byte> content) => BinaryPrimitives.ReadInt64BigEndian(content);
}

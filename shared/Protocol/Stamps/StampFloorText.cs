using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>A floor as it stands in a stamp's protected header.</summary>
internal static class StampFloorText
{
    /// <summary>Reads one that is there; false if it is not of its form. Whether it is true, only an enclave knows.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> value, [NotNullWhen(true)] out StampFloor? floor)
    {
        floor = null;
        FloorMembers members = default;
        if (StrictJson.Check(value, ref members, out _) != StrictJsonError.None
            || members.Unknown
            || !System.Buffers.Text.Utf8Parser.TryParse(members.Sequence, out long sequence, out int used)
            || used != members.Sequence.Length
            || sequence < 1
            || !JoseValue.TryReadHex(members.Lineage, StampFloor.LineageLength, out byte[] lineage)
            || !JoseValue.TryReadHex(members.Head, StampFloor.HashLength, out byte[] head)
            || !JoseValue.TryReadHex(members.Mac, StampFloor.HashLength, out byte[] mac))
        {
            return false;
        }

        floor = new StampFloor { Lineage = lineage, Sequence = sequence, Head = head, Mac = mac };
        return true;
    }

    internal static void Write(Utf8JsonWriter json, StampFloor floor)
    {
        json.WriteStartObject("floor"u8);
        json.WriteString("lineage"u8, Convert.ToHexStringLower(floor.Lineage.Span));
        json.WriteNumber("sequence"u8, floor.Sequence);
        json.WriteString("head"u8, Convert.ToHexStringLower(floor.Head.Span));
        json.WriteString("mac"u8, Convert.ToHexStringLower(floor.Mac.Span));
        json.WriteEndObject();
    }
}

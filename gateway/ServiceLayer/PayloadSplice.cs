namespace NeoServiceLayer.Gateway.ServiceLayer;

/// <summary>Puts the members of two JSON objects into one, without reading either.</summary>
internal static class PayloadSplice
{
    /// <summary>
    /// The enclave's members, byte for byte, then the parent's. They have no name in common: the operation's contract
    /// says so.
    /// </summary>
    /// <param name="enclave">An object, checked; from brace to brace.</param>
    /// <param name="parent">An object of ours, without space around its members.</param>
    internal static byte[] Join(ReadOnlySpan<byte> enclave, ReadOnlySpan<byte> parent)
    {
        ReadOnlySpan<byte> first = enclave[1..^1].Trim(" \n\r\t"u8);
        ReadOnlySpan<byte> second = parent[1..^1];
        ReadOnlySpan<byte> comma = first.IsEmpty || second.IsEmpty ? ""u8 : ","u8;
        return [(byte)'{', .. first, .. comma, .. second, (byte)'}'];
    }
}

namespace NeoServiceLayer.Attestation.Cbor;

/// <summary>CBOR's major types (RFC 8949, 3.1), and the simple values that a security module uses, as their whole byte.</summary>
internal static class CborMajor
{
    internal const int Unsigned = 0;
    internal const int Bytes = 2;
    internal const int Text = 3;
    internal const int Array = 4;
    internal const int Map = 5;
    internal const int Tag = 6;
    internal const int Simple = 7;

    internal const byte False = 0xF4;
    internal const byte True = 0xF5;
    internal const byte Null = 0xF6;
}

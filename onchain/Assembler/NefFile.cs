using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Assembler;

/// <summary>Writes NEF files (neo-project/neo, NefFile): what is deployed.</summary>
internal static class NefFile
{
    private const int CompilerLength = 64;
    private const int ChecksumLength = 4;

    /// <summary>What stands in every one: no version, so that the same listing gives the same bytes.</summary>
    private const string Compiler = "nsl-assemble";

    internal static byte[] Write(byte[] script)
    {
        byte[] compiler = new byte[CompilerLength];
        Encoding.ASCII.GetBytes(Compiler, compiler);

        // No source, a reserved byte, no tokens, two reserved bytes.
        byte[] body = [.. "NEF3"u8, .. compiler, 0, 0, 0, 0, 0, .. VarLength(script.Length), .. script];
        return [.. body, .. SHA256.HashData(SHA256.HashData(body))[..ChecksumLength]];
    }

    private static byte[] VarLength(int length)
    {
        if (length < 0xFD)
        {
            return [(byte)length];
        }

        byte[] bytes = [0xFD, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(1), checked((ushort)length));
        return bytes;
    }
}

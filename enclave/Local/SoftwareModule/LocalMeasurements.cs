using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Enclave.Local.SoftwareModule;

/// <summary>
/// The registers of a process, formed as those of an image are: PCR1 of the program, PCR2 of its configuration, PCR0 of both.
/// Nothing measures a local process but itself.
/// </summary>
internal static class LocalMeasurements
{
    internal const int DigestLength = 48;

    private const string FileName = "local-pcrs.json";

    /// <summary>PCR0, PCR1 and PCR2.</summary>
    internal static byte[][] Of(Stream program, ReadOnlySpan<byte> configuration)
    {
        using IncrementalHash image = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        byte[] part = new byte[64 * 1024];
        while (program.Read(part) is int read and > 0)
        {
            image.AppendData(part, 0, read);
        }

        byte[] release = image.GetCurrentHash();
        image.AppendData(configuration);
        return [Extended(image.GetCurrentHash()), Extended(release), Extended(SHA384.HashData(configuration))];
    }

    /// <summary>Writes them into the folder in the shape that nitro-cli prints, for <c>nsl attest --pcrs</c>.</summary>
    internal static void Export(string folder, byte[][] pcrs) => DurableFile.Write(
        Path.Combine(folder, FileName),
        Encoding.ASCII.GetBytes(
            $$$"""
            {"Measurements":{"HashAlgorithm":"Sha384 { ... }","PCR0":"{{{Hex(pcrs[0])}}}","PCR1":"{{{Hex(pcrs[1])}}}","PCR2":"{{{Hex(pcrs[2])}}}"}}

            """));

    /// <summary>A register that was zero, extended by a digest.</summary>
    private static byte[] Extended(byte[] digest) => SHA384.HashData([.. new byte[DigestLength], .. digest]);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

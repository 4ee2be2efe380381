using System.Security.Cryptography;

namespace NeoServiceLayer.Image.Eif;

/// <summary>The registers that an image determines, each 48 bytes.</summary>
/// <param name="Pcr0">Kernel, command line and every ramdisk.</param>
/// <param name="Pcr1">Kernel, command line and the first ramdisk.</param>
/// <param name="Pcr2">The other ramdisks.</param>
/// <param name="Pcr8">The certificate that the image is signed with; null if it is not signed.</param>
internal sealed record Measurements(byte[] Pcr0, byte[] Pcr1, byte[] Pcr2, byte[]? Pcr8 = null)
{
    /// <summary>The registers that there are, with their names.</summary>
    internal IEnumerable<(string Name, byte[] Value)> All
    {
        get
        {
            yield return ("PCR0", Pcr0);
            yield return ("PCR1", Pcr1);
            yield return ("PCR2", Pcr2);
            if (Pcr8 is not null)
            {
                yield return ("PCR8", Pcr8);
            }
        }
    }

    /// <summary>A register of zeros, extended once by something of which this is the SHA-384.</summary>
    internal static byte[] Extend(ReadOnlySpan<byte> digest)
    {
        Span<byte> joined = stackalloc byte[2 * SHA384.HashSizeInBytes];
        joined.Clear();
        digest.CopyTo(joined[SHA384.HashSizeInBytes..]);
        return SHA384.HashData(joined);
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NeoServiceLayer.Wire.Interop;

/// <summary>
/// The kernel's randomness, for ids and for the keys of hash tables. The framework's generator asks OpenSSL, which on Linux is
/// a library of the machine's; the gateway and nsl want nothing else of it, and run where there is none.
/// </summary>
public static unsafe partial class SystemRandom
{
    /// <summary>Fills all of it.</summary>
    public static void Fill(Span<byte> bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomNumberGenerator.Fill(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            nint filled;
            fixed (byte* start = bytes)
            {
                filled = GetRandom(start, (nuint)bytes.Length, 0);
            }

            if (filled >= 0)
            {
                bytes = bytes[(int)filled..];
            }
            else if (LibC.LastError != LibC.EIntr)
            {
                throw new CryptographicException("The kernel gives no randomness.");
            }
        }
    }

    /// <summary>Sixty-four random bits.</summary>
    public static ulong NextUInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return MemoryMarshal.Read<ulong>(bytes);
    }

    [LibraryImport("libc", EntryPoint = "getrandom")]
    private static partial nint GetRandom(byte* buffer, nuint length, uint flags);
}

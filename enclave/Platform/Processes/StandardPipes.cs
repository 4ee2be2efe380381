using NeoServiceLayer.Enclave.Platform.Interop;

namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>A child's side of its pipes: descriptor 0 to read and 1 to write, with nothing between them and the kernel.</summary>
public static unsafe class StandardPipes
{
    /// <summary>Waits for bytes.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public static int Read(Span<byte> into)
    {
        fixed (byte* start = into)
        {
            nint read;
            do
            {
                read = LibC.Read(0, start, (nuint)into.Length);
            }
            while (read < 0 && LibC.LastError == LibC.EIntr);

            return (int)Math.Max(read, 0);
        }
    }

    /// <summary>Writes all of it, and waits for as long as that takes.</summary>
    /// <returns>Whether the other side takes it.</returns>
    public static bool Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            int done = 0;
            while (done < bytes.Length)
            {
                nint written = LibC.Write(1, start + done, (nuint)(bytes.Length - done));
                if (written < 0 && LibC.LastError != LibC.EIntr)
                {
                    return false;
                }

                done += (int)Math.Max(written, 0);
            }
        }

        return true;
    }
}

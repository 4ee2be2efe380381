using System.Text;

namespace NeoServiceLayer.Image.Eif;

/// <summary>The text that the kernel is started with.</summary>
internal static class KernelCommandLine
{
    /// <summary>COMMAND_LINE_SIZE of x86_64, less the NUL.</summary>
    private const int MaxWritten = 2047;

    /// <summary>What an image holds. ASCII without NUL; a line feed at its end, say, does no harm.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    internal static string Decode(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) && !bytes.Contains((byte)0)
        ? Encoding.ASCII.GetString(bytes)
        : throw new ImageException("The kernel's command line is not ASCII text.");

    /// <summary>What is put into an image: printable, and no longer than the kernel takes.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    internal static byte[] Encode(string text)
    {
        if (text.Length is 0 or > MaxWritten)
        {
            throw new ImageException($"A kernel's command line has 1 to {MaxWritten} characters, not {text.Length}.");
        }

        return text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
            ? Encoding.ASCII.GetBytes(text)
            : throw new ImageException("A kernel's command line is one line of printable ASCII.");
    }
}

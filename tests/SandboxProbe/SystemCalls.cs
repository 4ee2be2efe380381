using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace NeoServiceLayer.Tests.SandboxProbe;

/// <summary>System calls, made straight: as code would that has taken a worker over.</summary>
internal static unsafe partial class SystemCalls
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private const nint MapFailed = -1;

    /// <summary>
    /// Makes the call of these words: its number, then its arguments by comma, each a number, <c>self</c>, or text with a quote before it.
    /// Its answer, or minus its errno.
    /// </summary>
    internal static long Make(string[] words)
    {
        nint[] arguments = new nint[6];
        string[] given = words.Length > 2 ? words[2].Split(',') : [];
        for (int i = 0; i < given.Length; i++)
        {
            arguments[i] = given[i] switch
            {
                "self" => Environment.ProcessId,
                ['\'', .. string text] => Text(text),
                _ => (nint)long.Parse(given[i], CultureInfo.InvariantCulture),
            };
        }

        int number = int.Parse(words[1], CultureInfo.InvariantCulture);
        nint answer = Call(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
        return answer >= 0 ? answer : -Marshal.GetLastSystemError();
    }

    internal static bool TryMap(int length, out nint start)
    {
        start = Map(0, (nuint)length, ReadWrite, PrivateAnonymous, -1, 0);
        return start != MapFailed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Touch(nint address) => *(byte*)address = 1;

    /// <summary>It is never given back: a call may keep it.</summary>
    private static nint Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text + "\0");
        void* room = NativeMemory.Alloc((nuint)bytes.Length);
        bytes.CopyTo(new Span<byte>(room, bytes.Length));
        return (nint)room;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int fd, nint offset);
}

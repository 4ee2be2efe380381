using System.Diagnostics;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Interop;

/// <summary>Asks a C compiler what the system's own headers say.</summary>
internal static class CCompiler
{
    /// <summary>The lines that these statements print.</summary>
    internal static string[] Run(string statements)
    {
        string folder = Directory.CreateTempSubdirectory("nsl-cc-").FullName;
        try
        {
            string source = Path.Combine(folder, "a.c");
            string program = Path.Combine(folder, "a");
            File.WriteAllText(source, $$"""
                #define _GNU_SOURCE
                #include <stdio.h>
                #include <stddef.h>
                #include <string.h>
                #include <errno.h>
                #include <fcntl.h>
                #include <poll.h>
                #include <sys/socket.h>
                #include <sys/time.h>
                #include <sys/un.h>
                #include <arpa/inet.h>
                #include <netinet/in.h>
                #include <netinet/tcp.h>
                #include <linux/vm_sockets.h>
                #include <linux/audit.h>
                #include <linux/filter.h>
                #include <linux/random.h>
                #include <linux/seccomp.h>
                #include <net/if.h>
                #include <signal.h>
                #include <spawn.h>
                #include <sys/ioctl.h>
                #include <sys/mman.h>
                #include <sys/mount.h>
                #include <sys/prctl.h>
                #include <sys/reboot.h>
                #include <sys/resource.h>
                #include <sys/stat.h>
                #include <sys/syscall.h>
                #include <sys/uio.h>
                #include <sys/wait.h>
                static void dump(const void *bytes, size_t length) {
                    for (size_t i = 0; i < length; i++) printf("%02x", ((const unsigned char *)bytes)[i]);
                    printf("\n");
                }
                int main(void) { (void)dump; {{statements}} return 0; }
                """);
            Start("gcc", "-o", program, source);
            return Start(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Start(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

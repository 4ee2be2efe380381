using System.Diagnostics;
using System.Globalization;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>An image in QEMU's nitro-enclave machine, from its heartbeat and its listening on.</summary>
internal sealed class Machine : IDisposable
{
    private const uint Port = 5000;

    private readonly SocketFolder folder;
    private readonly Process process;

    /// <param name="folder">Owned: sockets and console go into it.</param>
    /// <param name="boot">What boots it, in the repository.</param>
    /// <param name="file">What that takes.</param>
    internal Machine(SocketFolder folder, string boot, string file)
    {
        this.folder = folder;
        process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, boot), [file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["STATE"] = folder.File("machine") },
        })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith("Listening after ", StringComparison.Ordinal))
            {
                return;
            }
        }

        string said = process.StandardError.ReadToEnd();
        Dispose();
        throw new InvalidOperationException($"The image did not boot:\n{said}");
    }

    /// <summary>Where a gateway finds it.</summary>
    internal WireEndpoint Endpoint => WireEndpoint.Hybrid(Sockets, Port);

    /// <summary>Waits for a whole line of the guest's console, of which the first that fits is given.</summary>
    internal string AwaitLine(Predicate<string> fits, TimeSpan patience)
    {
        using AutoResetEvent written = new(initialState: true);
        using FileSystemWatcher console = new(folder.File("machine"), "enclave.log");
        console.Changed += (_, _) => written.Set();
        console.EnableRaisingEvents = true;
        while (written.WaitOne(patience))
        {
            string[] lines = File.ReadAllText(Path.Combine(console.Path, console.Filter)).Split('\n');
            if (Array.Find(lines[..^1], fits) is { } line)
            {
                return line.TrimEnd('\r');
            }
        }

        throw new TimeoutException("The guest does not say what was waited for.");
    }

    private string Sockets => folder.File(Path.Combine("machine", "enclave.sock"));

    internal RawStream Open() => HybridDialer.Open(Sockets, Port);

    /// <summary>Ends the machine as a power cut does.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }
}

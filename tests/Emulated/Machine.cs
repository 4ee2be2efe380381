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

    /// <summary>What the guest has written so far.</summary>
    internal string Console => File.ReadAllText(folder.File(Path.Combine("machine", "enclave.log")));

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

using System.Diagnostics;
using System.Globalization;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>The image that ships, with a configuration of the test's own, in QEMU's nitro-enclave machine.</summary>
internal sealed class EmulatedEnclave : RunningEnclave
{
    private const uint Port = 5000;

    private readonly SocketFolder folder = new();
    private readonly Process machine;

    internal EmulatedEnclave(string configuration)
    {
        Image image = Image.Build(folder, configuration);
        ProcessStartInfo start = new(Path.Combine(Repository.Root, "nitro", "qemu", "boot"), [image.File])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["STATE"] = folder.File("machine") },
        };
        machine = Process.Start(start)!;
        Listening = Announced();
    }

    /// <summary>What the boot took until the port was listened on, in milliseconds.</summary>
    internal int Listening { get; }

    internal override RawStream Open() => HybridDialer.Open(folder.File(Path.Combine("machine", "enclave.sock")), Port);

    /// <summary>What the enclave says of itself: nobody outside sees into the machine.</summary>
    internal override long MemoryInUse()
    {
        using Peer peer = Dial();
        return peer.Metrics().GetProperty("residentBytes").GetInt64();
    }

    internal override void BeginDrain() => throw new NotSupportedException("Nothing outside can ask it to end.");

    internal override int AwaitDrained() => throw new NotSupportedException("Nothing outside can ask it to end.");

    public override void Dispose()
    {
        if (!machine.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", machine.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        machine.WaitForExit();
        machine.Dispose();
        folder.Dispose();
    }

    private int Announced()
    {
        const string Start = "Listening after ";
        while (machine.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Start, StringComparison.Ordinal))
            {
                return int.Parse(line.AsSpan(Start.Length, line.IndexOf(' ', Start.Length) - Start.Length), CultureInfo.InvariantCulture);
            }
        }

        string said = machine.StandardError.ReadToEnd();
        Dispose();
        throw new InvalidOperationException($"The image did not boot:\n{said}");
    }
}

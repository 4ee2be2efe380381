using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>A double of the machine: writes down what is asked of it, and refuses one step if it is told to.</summary>
internal sealed class MachineDouble(List<string> steps) : IMachine
{
    internal string RandomSource { get; init; } = "nsm-hwrng";

    internal string? Refuses { get; init; }

    public void Mount(MountPoint point) => Note($"mount {point.Type} {point.Target}{(point.Devices ? " dev" : "")} {point.Options}".TrimEnd());

    public void OpenConsole() => Note("console");

    public void SetDescriptorLimit(int descriptors) => Note($"descriptors {descriptors}");

    public void BringLoopbackUp() => Note("loopback");

    public void LoadModule(string file) => Note($"load {file}");

    public string ReadRandomSource()
    {
        Note("random source");
        return RandomSource;
    }

    public void AddEntropy(ReadOnlySpan<byte> random) =>
        Note($"entropy {random.Length}{(random.ContainsAnyExcept((byte)0x5A) ? " of another source" : "")}");

    /// <summary>Other tests' children end at any time: not written down.</summary>
    public void ReapChildren()
    {
    }

    public void End() => Note("end");

    private void Note(string step)
    {
        steps.Add(step);
        if (step == Refuses)
        {
            throw new PlatformException(step + " was refused.");
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Enclave.Platform.Processes;

namespace NeoServiceLayer.Enclave.Platform.Machine;

/// <summary>The machine itself.</summary>
public sealed unsafe class LinuxMachine : IMachine
{
    private const string ConsolePath = "/dev/console";
    private const string RandomPath = "/dev/random";
    private const string RandomSourcePath = "/sys/class/misc/hw_random/rng_current";
    private const uint ConsoleMode = LibC.CharacterDevice | 0x180; // rw for its owner
    private const ulong ConsoleDevice = (5 << 8) | 1;

    /// <summary>Whether this is the first process, which has to do for all others what nobody did before it.</summary>
    public static bool IsFirstProcess => Environment.ProcessId == 1;

    /// <inheritdoc/>
    public void Mount(MountPoint point)
    {
        nuint flags = LibC.MsNoSuid | LibC.MsNoExec | (point.Devices ? 0u : LibC.MsNoDev);
        Directory.CreateDirectory(point.Target);
        if (LibC.Mount(point.Type, point.Target, point.Type, flags, point.Options) != 0 && LibC.LastError is int error and not LibC.EBusy)
        {
            throw Refusal.Of($"{point.Target} cannot be mounted", error);
        }
    }

    /// <inheritdoc/>
    public void OpenConsole()
    {
        for (int descriptor = 0; descriptor <= 2; descriptor++)
        {
            if (LibC.FileControl(descriptor, LibC.FGetDescriptorFlags, 0) < 0)
            {
                OpenConsole(descriptor);
            }
        }
    }

    /// <inheritdoc/>
    public void SetDescriptorLimit(int descriptors)
    {
        LibC.ResourceLimit limit = new() { Current = (ulong)descriptors, Most = (ulong)descriptors };
        Refusal.Unless(LibC.SetLimit(LibC.RlimitNoFile, &limit), "the limit of descriptors cannot be set");
    }

    /// <inheritdoc/>
    public void BringLoopbackUp()
    {
        int socket = Refusal.Unless(LibC.Socket(LibC.AfInet, LibC.SockDatagram | LibC.SockCloseOnExec, 0), "the kernel has no sockets");
        LibC.InterfaceRequest request = new() { Flags = LibC.InterfaceUp };
        "lo"u8.CopyTo(new Span<byte>(request.Name, LibC.InterfaceNameSize));
        int result = LibC.Control(socket, LibC.SetInterfaceFlags, &request);
        int error = LibC.LastError;
        _ = LibC.Close(socket);
        if (result < 0)
        {
            throw Refusal.Of("the loopback interface cannot be brought up", error);
        }
    }

    /// <inheritdoc/>
    public void LoadModule(string file)
    {
        int descriptor = LibC.Open(file, LibC.OCloseOnExec);
        if (descriptor < 0 && LibC.LastError == LibC.ENoEnt)
        {
            return;
        }

        Refusal.Unless(descriptor, $"{file} cannot be opened");
        byte none = 0;
        nint result = LibC.LoadModule(LibC.SysFinitModule, descriptor, &none, 0);
        int error = LibC.LastError;
        _ = LibC.Close(descriptor);
        if (result < 0 && error != LibC.EExist)
        {
            throw Refusal.Of($"{file} cannot be loaded", error);
        }
    }

    /// <inheritdoc/>
    public string ReadRandomSource() => File.Exists(RandomSourcePath) ? File.ReadAllText(RandomSourcePath).Trim() : "";

    /// <inheritdoc/>
    public void AddEntropy(ReadOnlySpan<byte> random)
    {
        Span<byte> pool = new byte[sizeof(LibC.EntropyHeader) + random.Length];
        BinaryPrimitives.WriteInt32LittleEndian(pool, random.Length * 8);
        BinaryPrimitives.WriteInt32LittleEndian(pool[sizeof(int)..], random.Length);
        random.CopyTo(pool[sizeof(LibC.EntropyHeader)..]);
        int descriptor = Refusal.Unless(LibC.Open(RandomPath, LibC.OReadWrite | LibC.OCloseOnExec), $"{RandomPath} cannot be opened");
        int result;
        fixed (byte* start = pool)
        {
            result = LibC.Control(descriptor, LibC.AddToEntropy, start);
        }

        int error = LibC.LastError;
        _ = LibC.Close(descriptor);
        CryptographicOperations.ZeroMemory(pool);
        if (result < 0)
        {
            throw Refusal.Of("the kernel takes no entropy", error);
        }
    }

    /// <inheritdoc/>
    public void ReapChildren() => Children.TakeLeaveOfAll();

    /// <inheritdoc/>
    /// <remarks>
    /// By a restart, which nobody follows up: a Nitro enclave's hypervisor and QEMU (-no-reboot) end the machine, and AWS's own init ends
    /// it so. A power-off needs a driver for it, ACPI's mostly; without one the kernel halts instead, and the machine stays for good.
    /// </remarks>
    public void End() => _ = LibC.Reboot(LibC.RebootRestart);

    private static void OpenConsole(int descriptor)
    {
        int console = LibC.Open(ConsolePath, LibC.OReadWrite);
        if (console < 0 && LibC.LastError == LibC.ENoEnt)
        {
            Refusal.Unless(LibC.MakeNode(ConsolePath, ConsoleMode, ConsoleDevice), $"{ConsolePath} cannot be made");
            console = LibC.Open(ConsolePath, LibC.OReadWrite);
        }

        Refusal.Unless(console, $"{ConsolePath} cannot be opened");
        if (console != descriptor)
        {
            Refusal.Unless(LibC.Duplicate(console, descriptor), $"{ConsolePath} cannot be put on {descriptor}");
            _ = LibC.Close(console);
        }
    }
}

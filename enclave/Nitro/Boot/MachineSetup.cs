using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>What the first process does before anything else: nobody did it before.</summary>
internal static class MachineSetup
{
    /// <summary>Ten times what connections, lines and the runtime take at the largest settings; the kernel begins at 4,096.</summary>
    private const int Descriptors = 16_384;

    /// <summary>Where nitro-cli's kernels have the module's driver, in the first ramdisk; our own kernel has it built in.</summary>
    private const string NsmDriver = "/nsm.ko";

    private static readonly MountPoint[] MountPoints =
    [
        new("devtmpfs", "/dev", Devices: true, "mode=0755"),
        new("proc", "/proc", Devices: false, ""),
        new("sysfs", "/sys", Devices: false, ""),
        new("tmpfs", "/tmp", Devices: false, "mode=1777,size=16m"),
    ];

    /// <exception cref="PlatformException">The kernel refuses some of it.</exception>
    internal static void Run(IMachine machine)
    {
        foreach (MountPoint point in MountPoints)
        {
            machine.Mount(point);
            if (point.Devices)
            {
                machine.OpenConsole(); // from here on there is somewhere to say what is wrong
            }
        }

        machine.SetDescriptorLimit(Descriptors);
        machine.BringLoopbackUp();
        machine.LoadModule(NsmDriver);
    }
}

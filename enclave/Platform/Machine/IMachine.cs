namespace NeoServiceLayer.Enclave.Platform.Machine;

/// <summary>What a first process asks of the kernel, so that tests can write down the order of it. One thread uses it.</summary>
public interface IMachine
{
    /// <summary>Mounts a file system; one that is mounted there already stays.</summary>
    /// <exception cref="PlatformException">It cannot be mounted.</exception>
    void Mount(MountPoint point);

    /// <summary>Puts the console on whichever of the descriptors 0 to 2 the kernel left closed.</summary>
    /// <exception cref="PlatformException">There is no console.</exception>
    void OpenConsole();

    /// <summary>How many descriptors the process may have, from now on and at most.</summary>
    /// <exception cref="PlatformException">The kernel does not allow it.</exception>
    void SetDescriptorLimit(int descriptors);

    /// <summary>Brings the loopback interface up.</summary>
    /// <exception cref="PlatformException">There is none.</exception>
    void BringLoopbackUp();

    /// <summary>Loads a kernel module if the file is there: where the driver is built in, there is none.</summary>
    /// <exception cref="PlatformException">The kernel does not take it.</exception>
    void LoadModule(string file);

    /// <summary>The name of what the kernel's hardware random numbers come from; empty if there is nothing.</summary>
    string ReadRandomSource();

    /// <summary>Mixes bytes into the kernel's random pool, and counts them as fully random.</summary>
    /// <exception cref="PlatformException">The kernel does not take them.</exception>
    void AddEntropy(ReadOnlySpan<byte> random);

    /// <summary>Takes leave of every child that has ended; how those ended that were started here is kept for whoever waits for them.</summary>
    void ReapChildren();

    /// <summary>Ends the machine. It returns only where that is not allowed.</summary>
    void End();
}

namespace NeoServiceLayer.Enclave.Platform.Machine;

/// <summary>A file system of the kernel's, and where it belongs. None may hold programs that run or change who runs them.</summary>
/// <param name="Type">The kernel's name for it.</param>
/// <param name="Target">Where it is mounted; made if it is not there.</param>
/// <param name="Devices">Whether device nodes in it work.</param>
/// <param name="Options">Its own options.</param>
public sealed record MountPoint(string Type, string Target, bool Devices, string Options);

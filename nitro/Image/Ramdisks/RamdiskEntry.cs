using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Ramdisks;

/// <summary>What an entry of an archive is, by the type bits of its mode.</summary>
internal enum RamdiskEntryKind
{
    /// <summary>S_IFCHR.</summary>
    CharacterDevice = 0x2000,

    /// <summary>S_IFDIR.</summary>
    Directory = 0x4000,

    /// <summary>S_IFBLK.</summary>
    BlockDevice = 0x6000,

    /// <summary>S_IFREG.</summary>
    File = 0x8000,

    /// <summary>S_IFLNK.</summary>
    SymbolicLink = 0xA000,
}

/// <summary>One entry of an archive.</summary>
/// <param name="Name">Its path without the slash in front.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Permissions">The low twelve bits of its mode.</param>
/// <param name="Content">A file's bytes, a link's target; else empty.</param>
/// <param name="DeviceMajor">A device's major number; else 0.</param>
/// <param name="DeviceMinor">A device's minor number; else 0.</param>
internal sealed record RamdiskEntry(
    string Name, RamdiskEntryKind Kind, uint Permissions, IContent Content, uint DeviceMajor = 0, uint DeviceMinor = 0);

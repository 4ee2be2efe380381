namespace NeoServiceLayer.Image.Eif;

/// <summary>What a section holds, by the number that stands for it in the file. Their order here is not their order there.</summary>
internal enum EifSectionType
{
    /// <summary>The kernel, a bzImage.</summary>
    Kernel = 1,

    /// <summary>The kernel's command line, without a NUL at its end.</summary>
    CommandLine = 2,

    /// <summary>A newc archive, as it is or compressed; the kernel unpacks one after the other.</summary>
    Ramdisk = 3,

    /// <summary>The signature over PCR0, with its certificate.</summary>
    Signature = 4,

    /// <summary>JSON about the image. Not measured.</summary>
    Metadata = 5,
}

/// <summary>Names and limits of the sections.</summary>
internal static class EifSectionTypes
{
    /// <summary>What the kernel takes on x86_64 is 2,048 with a NUL; images of others may be longer.</summary>
    internal const int MaxCommandLine = 4096;

    /// <summary>Ours. nitro-cli has none; it writes some kilobytes.</summary>
    internal const int MaxMetadata = 1024 * 1024;

    /// <summary>nitro-cli's.</summary>
    internal const int MaxSignature = 32_768;

    /// <summary>The name that descriptions use.</summary>
    internal static string Name(this EifSectionType type) => type switch
    {
        EifSectionType.Kernel => "kernel",
        EifSectionType.CommandLine => "cmdline",
        EifSectionType.Ramdisk => "ramdisk",
        EifSectionType.Signature => "signature",
        _ => "metadata",
    };

    /// <summary>How many bytes such a section may have.</summary>
    internal static ulong Limit(this EifSectionType type) => type switch
    {
        EifSectionType.CommandLine => MaxCommandLine,
        EifSectionType.Metadata => MaxMetadata,
        EifSectionType.Signature => MaxSignature,
        _ => long.MaxValue,
    };

    /// <summary>Whether one may stand behind the other: kernel, command line, metadata if any, ramdisks, signature if any.</summary>
    /// <param name="type">The section.</param>
    /// <param name="before">The one before it; null at the beginning.</param>
    internal static bool MayFollow(this EifSectionType type, EifSectionType? before) => type switch
    {
        EifSectionType.Kernel => before is null,
        EifSectionType.CommandLine => before is EifSectionType.Kernel,
        EifSectionType.Metadata => before is EifSectionType.CommandLine,
        EifSectionType.Ramdisk => before is EifSectionType.CommandLine or EifSectionType.Metadata or EifSectionType.Ramdisk,
        _ => before is EifSectionType.Ramdisk,
    };
}

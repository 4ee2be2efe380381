namespace NeoServiceLayer.Image.Commands;

/// <summary>What a ramdisk's path on the command line names.</summary>
internal enum RamdiskSource
{
    /// <summary>A list of what is in it.</summary>
    List,

    /// <summary>The same; the archive made from it is compressed.</summary>
    CompressedList,

    /// <summary>The ramdisk.</summary>
    Ready,
}

namespace NeoServiceLayer.Image.Files;

/// <summary>Takes the next bytes.</summary>
internal delegate void ByteSink(ReadOnlySpan<byte> bytes);

/// <summary>Bytes of a known number that need not be in memory at once.</summary>
internal interface IContent
{
    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Gives exactly so many bytes, in pieces.</summary>
    /// <exception cref="ImageException">There are not so many.</exception>
    void WriteTo(ByteSink sink);
}

using System.Globalization;

namespace NeoServiceLayer.Assembler;

/// <summary>A listing is not one that can be assembled; the message names the line.</summary>
internal sealed class ListingException : FormatException
{
    /// <summary>Creates one without a reason.</summary>
    public ListingException()
    {
    }

    /// <summary>Creates one with a message of its own.</summary>
    public ListingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public ListingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates one for a line.</summary>
    internal ListingException(int line, string message)
        : base(string.Create(CultureInfo.InvariantCulture, $"line {line}: {message}"))
    {
    }
}

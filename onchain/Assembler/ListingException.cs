using System.Globalization;

namespace NeoServiceLayer.OnChain.Assembler;

/// <summary>A listing is not one that can be assembled; the message names the line.</summary>
internal sealed class ListingException(int line, string message)
    : FormatException(string.Create(CultureInfo.InvariantCulture, $"line {line}: {message}"));

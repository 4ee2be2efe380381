namespace NeoServiceLayer.Neo;

/// <summary>
/// Bytes that are not what they should be: what is wrong, and where. Both are safe to tell to whoever sent the bytes.
/// </summary>
public sealed class NeoFormatException : FormatException
{
    /// <summary>Creates one that says nothing of the place.</summary>
    public NeoFormatException()
        : this("The bytes are malformed.", 0)
    {
    }

    /// <summary>Creates one at offset 0.</summary>
    public NeoFormatException(string message)
        : this(message, 0)
    {
    }

    /// <summary>Creates one at offset 0 with its cause.</summary>
    public NeoFormatException(string message, Exception innerException)
        : base(message, innerException) => Reason = message;

    /// <summary>Creates one.</summary>
    /// <param name="reason">What is wrong, without a full stop.</param>
    /// <param name="offset">The byte, from 0, at which the malformed field begins.</param>
    public NeoFormatException(string reason, int offset)
        : base($"{reason} (at byte {offset})")
    {
        Reason = reason;
        Offset = offset;
    }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>The byte, from 0, at which the malformed field begins.</summary>
    public int Offset { get; }
}

using System.Text;

namespace NeoServiceLayer.Cli.Arguments;

/// <summary>
/// Reads what a value stands for: <c>@file</c> a file, <c>-</c> the standard input, <c>@@text</c> a text that begins with @,
/// anything else itself. Of a file and of the input one line ending at the end is dropped, if it is text.
/// </summary>
internal sealed class ValueReader(Stream input)
{
    /// <summary>No payload is longer than a frame.</summary>
    private const int LongestText = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private bool inputTaken;

    /// <summary>Whether a value stands for itself.</summary>
    internal static bool IsLiteral(string value) => value != "-" && (!value.StartsWith('@') || value.StartsWith("@@", StringComparison.Ordinal));

    /// <summary>Reads a text.</summary>
    /// <exception cref="UsageException">It cannot be read, or is none.</exception>
    internal async Task<string> ReadAsync(string value, CancellationToken cancellationToken)
    {
        if (IsLiteral(value))
        {
            return Literal(value);
        }

        byte[] bytes = await BytesAsync(value, cancellationToken);
        return Text(bytes) ?? throw new UsageException($"What {Name(value)} holds is not UTF-8 text.");
    }

    /// <summary>Reads bytes: a text's are its UTF-8.</summary>
    /// <exception cref="UsageException">They cannot be read.</exception>
    internal async Task<byte[]> ReadBytesAsync(string value, CancellationToken cancellationToken)
    {
        if (IsLiteral(value))
        {
            return Encoding.UTF8.GetBytes(Literal(value));
        }

        byte[] bytes = await BytesAsync(value, cancellationToken);
        return Text(bytes) is { } text ? Encoding.UTF8.GetBytes(text) : bytes;
    }

    private static string Literal(string value) => value.StartsWith('@') ? value[1..] : value;

    private static string Name(string value) => value == "-" ? "the standard input" : $"'{value[1..]}'";

    private async Task<byte[]> BytesAsync(string value, CancellationToken cancellationToken)
    {
        if (value != "-")
        {
            return await FileAsync(value[1..], cancellationToken);
        }

        if (inputTaken)
        {
            throw new UsageException("Only one value can be read from the standard input.");
        }

        inputTaken = true;
        return await BytesAsync(input, Name(value), cancellationToken);
    }

    private static async Task<byte[]> FileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream file = File.OpenRead(path);
            return await BytesAsync(file, $"'{path}'", cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = failure is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            throw new UsageException($"The file '{path}' {reason}.");
        }
    }

    private static async Task<byte[]> BytesAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[16 * 1024];
        // A blocking read of a terminal or a pipe heeds no token: waiting for it is given up instead.
        while (await stream.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken) is int read and > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LongestText)
            {
                throw new UsageException($"What {name} holds is longer than 4 MiB.");
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The text that bytes are, without a line ending at its end; null if they are none.</summary>
    private static string? Text(byte[] bytes)
    {
        try
        {
            return WithoutLineEnding(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string WithoutLineEnding(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2]
        : text.EndsWith('\n') ? text[..^1]
        : text;
}

using System.Text;

namespace NeoServiceLayer.Cli.Arguments;

/// <summary>
/// Reads what a value stands for: <c>@file</c> a file, <c>-</c> the standard input, <c>@@text</c> a text that begins with @,
/// anything else itself. Of a file and of the input one line ending at the end is dropped.
/// </summary>
internal sealed class ValueReader(Stream input)
{
    /// <summary>No payload is longer than a frame.</summary>
    private const int LongestText = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private bool inputTaken;

    /// <summary>Whether a value stands for itself.</summary>
    internal static bool IsLiteral(string value) => value != "-" && (!value.StartsWith('@') || value.StartsWith("@@", StringComparison.Ordinal));

    internal async Task<string> ReadAsync(string value, CancellationToken cancellationToken)
    {
        if (value == "-")
        {
            if (inputTaken)
            {
                throw new UsageException("Only one value can be read from the standard input.");
            }

            inputTaken = true;
            return await TextAsync(input, "the standard input", cancellationToken);
        }

        if (value.StartsWith("@@", StringComparison.Ordinal))
        {
            return value[1..];
        }

        return value.StartsWith('@') ? await FileAsync(value[1..], cancellationToken) : value;
    }

    private static async Task<string> FileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream file = File.OpenRead(path);
            return await TextAsync(file, $"'{path}'", cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = failure is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            throw new UsageException($"The file '{path}' {reason}.");
        }
    }

    private static async Task<string> TextAsync(Stream stream, string name, CancellationToken cancellationToken)
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

        try
        {
            return WithoutLineEnding(Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"What {name} holds is not UTF-8 text.");
        }
    }

    private static string WithoutLineEnding(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2]
        : text.EndsWith('\n') ? text[..^1]
        : text;
}

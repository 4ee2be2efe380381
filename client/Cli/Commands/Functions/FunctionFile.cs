using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>A module as its file has it, to the last byte, and what is said of it on the command line.</summary>
internal sealed class FunctionFile
{
    private const string DefaultHandler = "handler";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FunctionArguments given;

    private FunctionFile(FunctionArguments given, string sourceCode, Dictionary<string, string>? environment)
    {
        this.given = given;
        SourceCode = sourceCode;
        Environment = environment;
    }

    internal string SourceCode { get; }

    /// <summary>The variables; null: none was named.</summary>
    internal Dictionary<string, string>? Environment { get; }

    /// <summary>What <c>sha256sum</c> of the file prints.</summary>
    internal string CodeHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SourceCode)));

    /// <summary>Reads the file, and the values of variables that stand in files.</summary>
    /// <exception cref="UsageException">One cannot be read, or is none.</exception>
    internal static async Task<FunctionFile> ReadAsync(FunctionArguments given, Surroundings outside, CancellationToken cancellationToken)
    {
        string code = await ReadCodeAsync(given.File, cancellationToken);
        Dictionary<string, string>? environment = null;
        if (given.Environment is not null)
        {
            ValueReader values = new(outside.Input);
            environment = new(StringComparer.Ordinal);
            foreach ((string name, string value) in given.Environment)
            {
                environment.Add(name, await values.ReadAsync(value, cancellationToken));
            }
        }

        return new FunctionFile(given, code, environment);
    }

    /// <summary>The source that a new version would have: what is not said on the command line is as in the latest one.</summary>
    internal FunctionSource Source(FunctionVersion? latest = null) => new(
        SourceCode,
        given.Handler ?? latest?.Handler ?? DefaultHandler,
        Environment ?? latest?.Environment ?? new Dictionary<string, string>(),
        given.Secrets ?? latest?.Secrets ?? new Dictionary<string, string>(),
        given.Wallets ?? latest?.Wallets ?? new Dictionary<string, string>(),
        given.Hosts ?? latest?.AllowedHosts ?? []);

    /// <exception cref="UsageException">There is no such file, or it is no text, or longer than a module may be.</exception>
    private static async Task<string> ReadCodeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            byte[] bytes = await System.IO.File.ReadAllBytesAsync(path, cancellationToken);
            return bytes.Length <= FunctionLimits.MaxSourceBytes
                ? Strict.GetString(bytes)
                : throw new UsageException($"The file '{path}' is longer than the 256 KiB that a module may have.");
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"The file '{path}' is not UTF-8 text.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = failure is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            throw new UsageException($"The file '{path}' {reason}.");
        }
    }
}

using System.Security.Cryptography;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>An operator's private key: it stamps what he asks for, and opens the share that was dealt to him.</summary>
internal sealed class OperatorKey : IDisposable
{
    private OperatorKey(AccountKey stamping, HpkeKeyPair opening)
    {
        Stamping = stamping;
        Opening = opening;
    }

    /// <summary>For stamps.</summary>
    internal AccountKey Stamping { get; }

    /// <summary>The same key, for shares.</summary>
    internal HpkeKeyPair Opening { get; }

    internal string KeyId => Stamping.Public.KeyId;

    /// <summary>Reads a key in PEM.</summary>
    /// <exception cref="UsageException">It cannot be read, others may use it, or it is no private key of P-256.</exception>
    internal static OperatorKey Read(string path)
    {
        try
        {
            if (OwnFile.IsOpenToOthers(path))
            {
                throw new UsageException($"Others than you may use {path}; make it yours alone with: chmod 600 {path}");
            }

            string pem = File.ReadAllText(path);
            AccountKey stamping = AccountKey.ImportPem(pem);
            return new OperatorKey(stamping, Opener(pem));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"The key '{path}' cannot be used: {failure.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stamping.Dispose();
        Opening.Dispose();
    }

    private static HpkeKeyPair Opener(string pem)
    {
        using ECDsa pair = ECDsa.Create();
        pair.ImportFromPem(pem);
        byte[] scalar = pair.ExportParameters(includePrivateParameters: true).D!;
        try
        {
            return HpkeKeyPair.Import(scalar);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }
}

using System.Globalization;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Cli.Commands;

/// <summary>What <c>nsl secrets get-secret-value</c> is told.</summary>
internal sealed class SecretValueArguments
{
    /// <summary>Which secret.</summary>
    internal string? SecretId { get; private set; }

    /// <summary>Which version; null: the current one.</summary>
    internal long? Version { get; private set; }

    /// <summary>Somebody else's key to seal to; null: one of this call's own.</summary>
    internal byte[]? RecipientKey { get; private set; }

    /// <summary>Where the value is written; null: printed.</summary>
    internal string? File { get; private set; }

    /// <exception cref="UsageException">They are not what the command takes.</exception>
    internal static SecretValueArguments Read(ArgumentQueue arguments, GlobalOptions options)
    {
        SecretValueArguments given = new();
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                throw new UsageException($"'{word}' is one word too many; fields are written --field value.");
            }

            Flag flag = arguments.TakeFlag();
            if (Spelling.Matches(flag.Name, "secretId"))
            {
                given.SecretId = flag.Value();
            }
            else if (flag.Name == "version")
            {
                given.Version = long.TryParse(flag.Value(), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
                    ? version
                    : throw new UsageException("--version takes a whole number.");
            }
            else if (Spelling.Matches(flag.Name, "recipientKey"))
            {
                given.RecipientKey = Key(flag.Value());
            }
            else if (flag.Name == "out")
            {
                given.File = flag.Value();
            }
            else if (!options.TryTake(flag))
            {
                throw new UsageException(
                    $"secrets.getSecretValue takes --secret-id, --version, --recipient-key and --out here, not --{flag.Name}.");
            }
        }

        return given.File is null || given.RecipientKey is null
            ? given
            : throw new UsageException("--out and --recipient-key do not go together: the value can only be opened with the key that it is sealed to.");
    }

    private static byte[] Key(string text)
    {
        byte[] key = new byte[Hpke.PublicKeyLength];
        return Convert.TryFromBase64String(text, key, out int length) && length == key.Length && Hpke.IsPublicKey(key)
            ? key
            : throw new UsageException("--recipient-key takes a point of P-256 in base64: 65 bytes that begin with 04.");
    }
}

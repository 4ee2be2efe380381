using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Makes values: each byte or character is drawn evenly, in memory that is cleared.</summary>
internal static class Generator
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int MinAlphabet = 2;

    /// <summary>Makes a value, which is the caller's to clear.</summary>
    /// <exception cref="RequestException">The request asks for what cannot be made.</exception>
    internal static SecretValue Make(ValueGenerator generator)
    {
        if (generator.Length is < SecretsLimits.MinGeneratedLength or > SecretsLimits.MaxGeneratedLength)
        {
            throw new RequestException($"generator.length is {SecretsLimits.MinGeneratedLength} to {SecretsLimits.MaxGeneratedLength}.");
        }

        if (generator.Alphabet is not null && generator.Kind != GeneratorKind.Text)
        {
            throw new RequestException("generator.alphabet stands with kind text only.");
        }

        return generator.Kind switch
        {
            GeneratorKind.Text => Draw(generator.Length, ReadAlphabet(generator.Alphabet ?? LettersAndDigits)),
            GeneratorKind.Hex => Draw(generator.Length, "0123456789abcdef"u8),
            GeneratorKind.Bytes => SecretValue.Create(generator.Length, 0, static (bytes, _) => RandomNumberGenerator.Fill(bytes)),
            _ => throw new RequestException("generator.kind is text, hex or bytes."),
        };
    }

    private static SecretValue Draw(int length, ReadOnlySpan<byte> choices) =>
        SecretValue.Create(length, choices, static (bytes, choices) => RandomNumberGenerator.GetItems(choices, bytes));

    private static byte[] ReadAlphabet(string alphabet) =>
        alphabet.Length >= MinAlphabet && alphabet.All(character => character is > ' ' and <= '~') && alphabet.Distinct().Count() == alphabet.Length
            ? Encoding.ASCII.GetBytes(alphabet)
            : throw new RequestException("generator.alphabet is 2 to 94 different visible ASCII characters.");
}

using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Checks what requests say; a refusal names the member and what it takes.</summary>
internal static class Checks
{
    internal static string Name(string name) => Labels.CheckName(name, SecretsLimits.MaxNameLength);

    internal static string? Description(string? description) => Labels.CheckDescription(description, SecretsLimits.MaxDescriptionLength);

    internal static IReadOnlyList<string> Tags(IReadOnlyList<string>? tags) =>
        Labels.CheckTags(tags, SecretsLimits.MaxTags, SecretsLimits.MaxTagLength);

    internal static int? RotationPeriod(int? days) => days is null or (>= 1 and <= SecretsLimits.MaxRotationPeriodDays)
        ? days
        : throw new RequestException($"rotationPeriodDays is 1 to {SecretsLimits.MaxRotationPeriodDays}.");

    internal static DateTime? Expiry(DateTime? expiresAt, DateTime now)
    {
        if (expiresAt is { Kind: not DateTimeKind.Utc })
        {
            throw new RequestException("expiresAt must be RFC 3339 in UTC, with a Z at its end.");
        }

        return expiresAt is null || expiresAt > now ? expiresAt : throw new RequestException("expiresAt must be later than now.");
    }

    internal static void Value(SecretValue value, string member)
    {
        if (value.Length is 0 or > SecretsLimits.MaxValueBytes)
        {
            throw new RequestException($"{member} has 1 to {SecretsLimits.MaxValueBytes} bytes.");
        }
    }

    internal static void TransitData(SecretValue data, string member)
    {
        if (data.Length > SecretsLimits.MaxTransitBytes)
        {
            throw new RequestException($"{member} has at most {SecretsLimits.MaxTransitBytes} bytes.");
        }
    }

    internal static ReadOnlySpan<byte> Associated(byte[]? associated) => associated is null || associated.Length <= SecretsLimits.MaxAssociatedBytes
        ? associated
        : throw new RequestException($"associatedData has at most {SecretsLimits.MaxAssociatedBytes} bytes.");

    internal static void RecipientKey(byte[] key)
    {
        if (!Hpke.IsPublicKey(key))
        {
            throw new RequestException("recipientKey must be a point of P-256 in base64: 65 bytes that begin with 04.");
        }
    }

    internal static void NewKeyName(string keyName)
    {
        if (!IsKeyName(keyName))
        {
            throw new RequestException(
                $"keyName has 1 to {SecretsLimits.MaxKeyNameLength} letters, digits, underscores, dots and hyphens.");
        }
    }

    internal static bool IsKeyName(string keyName) => keyName.Length is >= 1 and <= SecretsLimits.MaxKeyNameLength
        && keyName.All(character => IsWordCharacter(character) || character == '.');

    private static bool IsWordCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
}

using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Checks what owners call their wallets.</summary>
internal static class WalletNames
{
    /// <exception cref="RequestException">It is no name.</exception>
    internal static string CheckName(string name) => IsText(name, WalletLimits.MaxNameLength)
        ? name
        : throw new RequestException($"name has 1 to {WalletLimits.MaxNameLength} characters, and none that controls a terminal.");

    /// <exception cref="RequestException">They are no tags.</exception>
    internal static IReadOnlyList<string> CheckTags(IReadOnlyList<string>? tags)
    {
        if (tags is null)
        {
            return [];
        }

        if (tags.Count > WalletLimits.MaxTags || tags.Distinct(StringComparer.Ordinal).Count() != tags.Count)
        {
            throw new RequestException($"tags are at most {WalletLimits.MaxTags}, none twice.");
        }

        return tags.All(tag => IsText(tag, WalletLimits.MaxTagLength))
            ? tags
            : throw new RequestException(
                $"tags have 1 to {WalletLimits.MaxTagLength} characters each, and none that controls a terminal.");
    }

    // An element of a JSON array may be null, whatever the type says.
    private static bool IsText(string? text, int most) => text is { Length: >= 1 } && text.Length <= most && !text.Any(char.IsControl);
}

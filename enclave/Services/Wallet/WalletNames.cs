using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Checks what owners call their wallets.</summary>
internal static class WalletNames
{
    /// <exception cref="Protocol.Errors.RequestException">It is no name.</exception>
    internal static string CheckName(string name) => Labels.CheckName(name, WalletLimits.MaxNameLength);

    /// <exception cref="Protocol.Errors.RequestException">They are no tags.</exception>
    internal static IReadOnlyList<string> CheckTags(IReadOnlyList<string>? tags) =>
        Labels.CheckTags(tags, WalletLimits.MaxTags, WalletLimits.MaxTagLength);
}

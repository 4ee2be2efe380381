using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Reads what requests name of a chain; a refusal names the member and what it takes.</summary>
internal static class ChainNames
{
    // A longer number of decimal digits is over 2^255, which no integer of the machine is.
    private const int MaxDigits = 77;

    /// <summary>Reads a contract: GAS, NEO, or its hash.</summary>
    internal static UInt160 ReadContract(string? text, string member) => text switch
    {
        "GAS" => NativeContracts.Gas,
        "NEO" => NativeContracts.Neo,
        _ => UInt160.TryParse(text, out UInt160 contract)
            ? contract
            : throw new RequestException($"{member} must be GAS, NEO, or a contract's hash: 0x and 40 hexadecimal digits."),
    };

    /// <summary>Reads the name of a method that may be called.</summary>
    internal static string ReadMethod(string method) =>
        method.Length is > 0 and <= WalletLimits.MaxMethodLength && method[0] != '_' && method.All(letter => letter is > ' ' and < (char)127)
            ? method
            : throw new RequestException($"method must be 1 to {WalletLimits.MaxMethodLength} printable ASCII characters without blanks, and not begin with _.");

    /// <summary>Reads an amount of base units that is more than 0.</summary>
    internal static BigInteger ReadAmount(string text, string member) =>
        text.Length <= MaxDigits && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger amount)
        && amount > 0 && amount.GetByteCount() <= ScriptBuilder.MaxInteger
            ? amount
            : throw new RequestException($"{member} must be a whole number of the token's smallest unit, more than 0, in decimal digits.");

    /// <summary>Reads an amount of datoshi that may be 0; null where there is none.</summary>
    internal static long? ReadDatoshi(string? text, string member) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long datoshi)
            ? datoshi
            : throw new RequestException($"{member} must be a whole number of datoshi in decimal digits.");

    /// <summary>Reads a transaction's hash.</summary>
    internal static UInt256 ReadHash(string text, string member) => UInt256.TryParse(text, out UInt256 hash)
        ? hash
        : throw new RequestException($"{member} must be a transaction's hash: 0x and 64 hexadecimal digits.");

    /// <summary>Makes a signer with its scope.</summary>
    internal static Signer ReadSigner(UInt160 account, SignerScope scope, IReadOnlyList<string>? allowedContracts)
    {
        if (scope == SignerScope.CustomContracts == (allowedContracts is null or { Count: 0 }))
        {
            throw new RequestException("allowedContracts stands with scope customContracts, and only there.");
        }

        if (allowedContracts?.Count > WalletLimits.MaxSigners)
        {
            throw new RequestException($"allowedContracts are at most {WalletLimits.MaxSigners}.");
        }

        return new Signer
        {
            Account = account,
            Scopes = scope switch
            {
                SignerScope.CalledByEntry => WitnessScopes.CalledByEntry,
                SignerScope.None => WitnessScopes.None,
                SignerScope.CustomContracts => WitnessScopes.CustomContracts,
                SignerScope.Global => WitnessScopes.Global,
                _ => throw new RequestException("scope is calledByEntry, none, customContracts or global."),
            },
            AllowedContracts = [.. (allowedContracts ?? []).Select(text => ReadContract(text, "allowedContracts"))],
        };
    }
}

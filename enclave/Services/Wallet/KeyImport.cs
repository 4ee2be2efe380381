using System.Text;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Wallets;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Reads the key that <c>wallet.importWallet</c> brings, before any transaction: NEP-2 takes its time.</summary>
internal sealed class KeyImport(ScryptGate scrypt)
{
    /// <summary>Reads the key, which the caller owns, and clears the request's secrets.</summary>
    /// <exception cref="RequestException">It cannot be read; or overloaded.</exception>
    internal async ValueTask<PrivateKey> ReadAsync(ImportWalletRequest request)
    {
        try
        {
            // What is wrong with the rest is found before anything takes its time.
            WalletNames.CheckName(request.Name);
            WalletNames.CheckTags(request.Tags);
            if (request.Nep6 is null && request.Address is not null)
            {
                throw new RequestException("address stands with nep6 only.");
            }

            if (request is { Wif: { } wif, Nep2: null, Nep6: null })
            {
                return request.Passphrase is null ? ReadWif(wif) : throw new RequestException("passphrase stands with nep2 and nep6 only.");
            }

            Encrypted encrypted = (request.Wif, request.Nep2, request.Nep6) switch
            {
                (null, { } nep2, null) => ReadNep2(nep2),
                (null, null, { } file) => ChooseAccount(file, request.Address),
                _ => throw new RequestException("payload: exactly one of the members wif, nep2 and nep6 must stand there."),
            };
            return await DecryptAsync(encrypted, request.Passphrase);
        }
        finally
        {
            request.Dispose();
        }
    }

    private static PrivateKey ReadWif(SecretText wif) => Wif.TryRead(wif.Text, out PrivateKey? key)
        ? key
        : throw new RequestException("wif must be a private key as Neo's wallets export it: 52 characters that begin with K or L.");

    private static Encrypted ReadNep2(string text) => Nep2.IsWellFormed(text)
        ? new Encrypted(text, null)
        : throw new RequestException("nep2 must be an encrypted key: 58 characters that begin with 6P.");

    private static Encrypted ChooseAccount(string file, string? address)
    {
        Nep6Wallet wallet;
        try
        {
            wallet = Nep6Wallet.Read(Encoding.UTF8.GetBytes(file));
        }
        catch (FormatException)
        {
            throw new RequestException("nep6 must be a wallet file of version 1.0 with scrypt 16384/8/8: its JSON as text, at most 1 MiB.");
        }

        Nep6Account[] accounts = [.. wallet.Accounts.Where(account => account.Key is not null && (address is null || account.Address == address))];
        return accounts switch
        {
            [{ Key: { } key } account] => new Encrypted(key, account.Address),
            [] => throw new RequestException(
                address is null ? "nep6 holds no account with a key." : "address is that of no account with a key in nep6."),
            _ => throw new RequestException("nep6 holds several accounts with keys: name one in address."),
        };
    }

    private async ValueTask<PrivateKey> DecryptAsync(Encrypted encrypted, SecretText? passphrase)
    {
        SecretText given = CheckPassphrase(passphrase);
        return await scrypt.RunAsync(() =>
        {
            if (!Nep2.TryDecrypt(encrypted.Nep2, given.Text, out PrivateKey? key))
            {
                throw new RequestException("passphrase is not the one of this key.");
            }

            // NEP-2 proves four bytes of the address; a file names it whole.
            if (encrypted.Address is not null && encrypted.Address != Address.ToAddress(key.PublicKey.ScriptHash))
            {
                key.Dispose();
                throw new RequestException("nep6 holds under the address a key that is not the address's own.");
            }

            return key;
        });
    }

    /// <summary>Checks a passphrase of NEP-2, which must be ASCII: other text has several spellings.</summary>
    internal static SecretText CheckPassphrase(SecretText? passphrase)
    {
        if (passphrase is null)
        {
            throw new RequestException("payload: the member passphrase is missing, which nep2 and nep6 need.");
        }

        return passphrase.Text.Length is >= 1 and <= WalletLimits.MaxPassphraseLength && Ascii.IsValid(passphrase.Text)
            ? passphrase
            : throw new RequestException($"passphrase has 1 to {WalletLimits.MaxPassphraseLength} characters, all of them ASCII.");
    }

    /// <summary>A key as NEP-2, and the address that must be its own, where one is named.</summary>
    private sealed record Encrypted(string Nep2, string? Address);
}

using System.Text;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Wallets;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.exportWallet</c>.</summary>
internal sealed class KeyExport(WalletDocuments documents, WalletKeys keys, ScryptGate scrypt)
{
    /// <summary>Writes the key before the transaction: NEP-2 takes its time.</summary>
    internal async ValueTask<ExportedKey> WriteAsync(ExportWalletRequest request, Preparation preparation)
    {
        KeyLease? lease = null;
        try
        {
            CheckRequest(request);
            WalletDocument document = await preparation.ReadAsync(async transaction =>
            {
                // The body may run again: what it rented before is given back.
                lease?.Dispose();
                lease = null;
                WalletDocument found = await RequireExportableAsync(transaction, preparation.Caller, request.WalletId);
                lease = await keys.RentAsync(transaction, new WalletAddress(found, null, found.Script));
                return found;
            });
            return new ExportedKey(await WriteAsync(request, document, lease!.Key));
        }
        finally
        {
            lease?.Dispose();
            request.Dispose();
        }
    }

    /// <summary>Gives out what was written, if the wallet may still be exported.</summary>
    internal async ValueTask<ExportWalletResponse> ExportAsync(ExportWalletRequest request, ExportedKey exported, Call call)
    {
        await RequireExportableAsync(call.State, call.Caller, request.WalletId);
        call.Target = request.WalletId;
        return exported.Response;
    }

    private static void CheckRequest(ExportWalletRequest request)
    {
        switch (request.Format)
        {
            case KeyFormat.Wif when request.Passphrase is null:
                break;
            case KeyFormat.Wif:
                throw new RequestException("passphrase stands with nep2 and nep6 only.");
            case KeyFormat.Nep2 or KeyFormat.Nep6:
                KeyImport.CheckPassphrase(request.Passphrase);
                break;
            default:
                throw new RequestException("format is wif, nep2 or nep6.");
        }
    }

    private async ValueTask<WalletDocument> RequireExportableAsync(ITransaction transaction, Caller caller, string walletId)
    {
        WalletDocument document = await documents.RequireAsync(transaction, caller, walletId);
        if (!document.Exportable)
        {
            throw new RequestException(ErrorCode.PolicyDenied, document.Kind switch
            {
                WalletKind.Multisig => "A multisig wallet has no key of its own: export the wallets of its keys.",
                WalletKind.Hd => "The seed of a wallet of kind hd stays in the enclave.",
                _ => "The wallet was not made exportable.",
            });
        }

        return document.Frozen ? throw WalletManagement.Frozen() : document;
    }

    private async ValueTask<ExportWalletResponse> WriteAsync(ExportWalletRequest request, WalletDocument document, PrivateKey key) => new()
    {
        WalletId = document.WalletId,
        Address = document.Address,
        Wif = request.Format == KeyFormat.Wif ? WriteWif(key) : null,
        Nep2 = request.Format == KeyFormat.Nep2 ? await scrypt.RunAsync(() => Nep2.Encrypt(key, request.Passphrase!.Text)) : null,
        Nep6 = request.Format == KeyFormat.Nep6 ? await scrypt.RunAsync(() => WriteFile(key, request.Passphrase!, document.Name)) : null,
    };

    private static SecretText WriteWif(PrivateKey key)
    {
        Span<char> text = stackalloc char[Wif.Length];
        try
        {
            Wif.Write(key, text);
            return new SecretText(text);
        }
        finally
        {
            text.Clear();
        }
    }

    private static string WriteFile(PrivateKey key, SecretText passphrase, string name)
    {
        Nep6Account account = Nep6Account.Of(key, passphrase.Text, name, isDefault: true);
        Nep6Wallet file = new(name, Nep6Wallet.CurrentVersion, Nep6Scrypt.Standard, [account], Extra: null);
        return Encoding.UTF8.GetString(file.ToBytes());
    }
}

/// <summary>A key that was written for its owner; cleared when the answer has been.</summary>
internal sealed class ExportedKey(ExportWalletResponse response) : IDisposable
{
    internal ExportWalletResponse Response => response;

    /// <inheritdoc/>
    public void Dispose() => response.Wif?.Dispose();
}

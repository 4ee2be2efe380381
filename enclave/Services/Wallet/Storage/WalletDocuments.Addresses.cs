using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Storage;

/// <remarks>The addresses of wallets, of which those of kind hd have several.</remarks>
internal sealed partial class WalletDocuments
{
    private const byte AddressEntry = 3;

    /// <summary>The caller's wallet of that id, which the audit event then names, with one of its addresses.</summary>
    /// <exception cref="RequestException">notFound: there is no such wallet, or it has no such address; invalidRequest: it has but one.</exception>
    internal async ValueTask<WalletAddress> RequireAddressAsync(Call call, string walletId, int? number)
    {
        WalletAddress address = await RequireAddressAsync(call.State, call.Caller, walletId, number);
        call.Target = walletId;
        return address;
    }

    /// <inheritdoc cref="RequireAddressAsync(Call, string, int?)"/>
    internal async ValueTask<WalletAddress> RequireAddressAsync(ITransaction transaction, Caller caller, string walletId, int? number)
    {
        WalletDocument document = await RequireAsync(transaction, caller, walletId);
        if (document.Kind != WalletKind.Hd)
        {
            return number is null
                ? new WalletAddress(document, null, document.Script)
                : throw new RequestException("index stands with wallets of kind hd only: the others have one address.");
        }

        return await FindAddressAsync(transaction, document, CheckNumber(number ?? 0)) ?? throw new RequestException(
            ErrorCode.NotFound, "The wallet has no address of that index yet: wallet.deriveAddress adds it.");
    }

    /// <summary>An NSL account's wallet that has an address, with it, or null.</summary>
    internal async ValueTask<WalletAddress?> FindAsync(ITransaction transaction, string accountId, UInt160 account)
    {
        if (await index.FindAsync(transaction, accountId, AccountKey(account)) is not { } value)
        {
            return null;
        }

        string[] parts = Encoding.ASCII.GetString(value.Span).Split('/');
        WalletDocument document = await documents.FindAsync(transaction, parts[0])
            ?? throw new InvalidOperationException("An index names a wallet that is not there.");
        return parts.Length == 1
            ? new WalletAddress(document, null, document.Script)
            : await FindAddressAsync(transaction, document, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>A wallet's address of a number, or null.</summary>
    internal async ValueTask<WalletAddress?> FindAddressAsync(ITransaction transaction, WalletDocument document, int number) =>
        number == 0 ? new WalletAddress(document, 0, document.Script)
        : await index.FindAsync(transaction, document.AccountId, AddressKey(document, number)) is { } script
            ? new WalletAddress(document, number, script.ToArray())
            : null;

    /// <summary>A page of a wallet's addresses, by their numbers.</summary>
    internal async ValueTask<ListPage<WalletAddress>> AddressPageAsync(Call call, WalletDocument document, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(call.State, document.AccountId, page, AddressPrefix(document));
        return new ListPage<WalletAddress>(
            [.. entries.Items.Select(entry => new WalletAddress(
                document, BinaryPrimitives.ReadInt32BigEndian(entry.Key.Span[^sizeof(int)..]), entry.Value.ToArray()))],
            entries.NextCursor);
    }

    /// <summary>Adds an address to a wallet of kind hd.</summary>
    /// <exception cref="RequestException">limitExceeded; conflict: another wallet of the account has it.</exception>
    internal async ValueTask AddAddressAsync(Call call, WalletAddress address)
    {
        int count = address.Wallet.Addresses ?? 0;
        if (count >= WalletLimits.MaxAddresses)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The wallet has {count} addresses, which is the most: create another.");
        }

        await PutAddressAsync(call.State, address);
        Update(call, address.Wallet with { Addresses = count + 1 });
    }

    /// <summary>Loads the key of an address that one key signs for; the caller owns it.</summary>
    internal async ValueTask<PrivateKey> LoadKeyAsync(ITransaction transaction, WalletAddress address)
    {
        if (address.Index is { } number)
        {
            using KeySeed seed = await LoadSeedAsync(transaction, address.Wallet);
            return seed.Derive(HdPath.To(number));
        }

        return await keys.FindAsync(transaction, address.Wallet.WalletId) is { } secret && PrivateKey.TryImport(secret.Span, out PrivateKey? key)
            ? key
            : throw new InvalidOperationException("A single wallet's key is not there.");
    }

    /// <summary>Loads the seed of a wallet of kind hd; the caller owns it.</summary>
    internal async ValueTask<KeySeed> LoadSeedAsync(ITransaction transaction, WalletDocument document) =>
        await keys.FindAsync(transaction, document.WalletId) is { } secret
            ? KeySeed.From(secret.Span)
            : throw new InvalidOperationException("A wallet's seed is not there.");

    /// <summary>A number of an address, if it may be one.</summary>
    /// <exception cref="RequestException">invalidRequest.</exception>
    internal static int CheckNumber(int number) => number >= 0 ? number : throw new RequestException("index is 0 to 2147483647.");

    private async ValueTask PutAddressAsync(ITransaction transaction, WalletAddress address)
    {
        await TakeAddressAsync(transaction, address.Wallet.AccountId, address.Account, address.KeyName);
        await index.PutAsync(transaction, address.Wallet.AccountId, AddressKey(address.Wallet, address.Index!.Value), address.Script);
    }

    /// <summary>Notes whose an address is, so that the account has it once.</summary>
    private async ValueTask TakeAddressAsync(ITransaction transaction, string accountId, UInt160 address, string name)
    {
        byte[] key = AccountKey(address);
        if (await index.FindAsync(transaction, accountId, key) is { } taken)
        {
            string walletId = Encoding.ASCII.GetString(taken.Span).Split('/')[0];
            throw new RequestException(ErrorCode.Conflict, $"The wallet {walletId} of this account has that address already.");
        }

        await index.PutAsync(transaction, accountId, key, Encoding.ASCII.GetBytes(name));
    }

    private async ValueTask RemoveAddressesAsync(ITransaction transaction, WalletDocument document)
    {
        await index.RemoveAsync(transaction, document.AccountId, AccountKey(document.Account));
        if (document.Kind != WalletKind.Hd)
        {
            return;
        }

        IReadOnlyList<IndexEntry> entries = await index.RangeAsync(
            transaction, document.AccountId, WalletLimits.MaxAddresses, prefix: AddressPrefix(document));
        foreach (IndexEntry entry in entries)
        {
            int number = BinaryPrimitives.ReadInt32BigEndian(entry.Key.Span[^sizeof(int)..]);
            WalletAddress address = new(document, number, entry.Value.ToArray());
            await index.RemoveAsync(transaction, document.AccountId, AccountKey(address.Account));
            await index.RemoveAsync(transaction, document.AccountId, entry.Key);
        }
    }

    private void PutKey(ITransaction transaction, string walletId, PrivateKey key)
    {
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        try
        {
            key.CopySecretTo(secret);
            keys.Put(transaction, walletId, secret);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
        }
    }

    private void PutSeed(ITransaction transaction, string walletId, KeySeed seed)
    {
        Span<byte> secret = stackalloc byte[KeySeed.Length];
        try
        {
            keys.Put(transaction, walletId, secret[..seed.CopySecretTo(secret)]);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static byte[] AddressPrefix(WalletDocument document) => [AddressEntry, .. Encoding.ASCII.GetBytes(document.WalletId)];

    private static byte[] AddressKey(WalletDocument document, int number)
    {
        byte[] place = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(place, number);
        return [.. AddressPrefix(document), .. place];
    }
}

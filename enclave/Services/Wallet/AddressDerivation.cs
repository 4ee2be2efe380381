using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.deriveAddress</c> and <c>wallet.listAddresses</c>.</summary>
internal sealed class AddressDerivation(WalletDocuments documents)
{
    internal async ValueTask<DerivedAddress> DeriveAsync(DeriveAddressRequest request, Call call)
    {
        int number = WalletDocuments.CheckNumber(request.Index);
        WalletDocument document = await RequireAsync(call, request.WalletId);
        if (await documents.FindAddressAsync(call.State, document, number) is { } known)
        {
            return Describe(known);
        }

        if (document.Frozen)
        {
            throw WalletManagement.Frozen();
        }

        using KeySeed seed = await documents.LoadSeedAsync(call.State, document);
        using PrivateKey key = seed.Derive(HdPath.To(number));
        WalletAddress address = new(document, number, VerificationScript.Single(key.PublicKey));
        await documents.AddAddressAsync(call, address);
        return Describe(address);
    }

    internal async ValueTask<ListAddressesResponse> ListAsync(ListAddressesRequest request, Call call)
    {
        WalletDocument document = await RequireAsync(call, request.WalletId);
        ListPage<WalletAddress> page = await documents.AddressPageAsync(call, document, new PageRequest(request.Limit, request.Cursor));
        return new ListAddressesResponse { Addresses = [.. page.Items.Select(Describe)], NextCursor = page.NextCursor };
    }

    private async ValueTask<WalletDocument> RequireAsync(Call call, string walletId)
    {
        WalletDocument document = await documents.RequireAsync(call, walletId);
        return document.Kind == WalletKind.Hd
            ? document
            : throw new RequestException("walletId is that of a wallet with one address: those of kind hd have several.");
    }

    private static DerivedAddress Describe(WalletAddress address) => new()
    {
        WalletId = address.Wallet.WalletId,
        Index = address.Index!.Value,
        Path = HdPath.Text(address.Index.Value),
        Address = Address.ToAddress(address.Account),
        ScriptHash = address.Account.ToString(),
        PublicKey = address.PublicKey,
    };
}

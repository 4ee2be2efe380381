using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

/// <summary>A key is in one record of a secret table, and nowhere else: no response but export's, no refusal, no other record.</summary>
public sealed class SecrecyTests
{
    private const string Passphrase = "correct horse battery staple";

    [Fact]
    public async Task A_key_is_in_its_own_record_alone()
    {
        using WalletWorld world = new();
        KeyVector vector = Vectors.Keys[0];
        List<string> said = [];
        WalletDescription wallet = await world.Alice.ImportAsync(vector, exportable: true);
        Say(wallet, WalletResponseJson.Default.WalletDescription);
        Say(await world.Alice.GetAsync(wallet.WalletId), WalletResponseJson.Default.WalletDescription);
        Say(await world.Alice.ListAsync(), WalletResponseJson.Default.ListWalletsResponse);
        Say(await world.Alice.SignDataAsync(new() { WalletId = wallet.WalletId, Data = "QQ==", Format = DataFormat.Raw }), WalletResponseJson.Default.SignDataResponse);
        Say(
            await world.Alice.SignTransactionAsync(new()
            {
                WalletId = wallet.WalletId,
                Transaction = Convert.ToBase64String(TransferVector.Unsigned().ToUnsignedBytes()),
                Network = "mainnet",
            }),
            WalletResponseJson.Default.SignTransactionResponse);
        await RefusedAsync(world.Alice.ImportAsync(vector));
        await RefusedAsync(world.Alice.ImportAsync(new() { Name = "a", Wif = new SecretText(vector.Wif + "1") }));
        await RefusedAsync(world.Alice.ImportAsync(new() { Name = "a", Nep2 = vector.Nep2, Passphrase = new SecretText(Passphrase) }));
        Say(await world.Alice.FreezeAsync(wallet.WalletId), WalletResponseJson.Default.WalletDescription);
        await RefusedAsync(world.Alice.ExportWifAsync(wallet.WalletId));

        string[] forms =
        [
            vector.Wif, vector.Private, vector.Private.ToUpperInvariant(), Convert.ToBase64String(Convert.FromHexString(vector.Private)), Passphrase,
        ];
        Assert.All(said, text => Assert.All(forms, form => Assert.DoesNotContain(form, text, StringComparison.Ordinal)));
        Assert.True(said.Count >= 9);

        byte[] secret = Convert.FromHexString(vector.Private);
        (string name, byte[] content) = Assert.Single(world.Store.Records, record => record.Value.AsSpan().IndexOf(secret) >= 0);
        Assert.StartsWith("wallet-key/", name, StringComparison.Ordinal);
        Assert.Equal(secret, content);
        Assert.All(
            world.Store.Records.Values,
            record => Assert.All(forms, form => Assert.True(record.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) < 0)));

        void Say<T>(T response, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> info)
        {
            said.Add(JsonSerializer.Serialize(response, info));
            said.Add(response!.ToString()!);
        }

        async Task RefusedAsync<T>(Task<T> call)
        {
            Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => call);
            said.Add(refused.ToString());
        }
    }
}

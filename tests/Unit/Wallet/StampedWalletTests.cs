using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

/// <summary>Wallets from a stamping client to sealed records and back.</summary>
public sealed class StampedWalletTests
{
    [Fact]
    public async Task A_wallet_lives_through_a_restart_and_signs()
    {
        MemoryRecordHost records = new(new State.MemoryStore());
        using TestKey key = new();
        WalletDescription wallet;
        using (TestEnclave enclave = new(records: records))
        {
            await enclave.RegisterAsync(key);
            wallet = await enclave.Client.DoAsync(key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "a", BlindSigning = true });
        }

        using TestEnclave again = new(records: records);
        Assert.Equivalent(wallet, await again.Client.DoAsync(key, WalletOperations.GetWallet, new GetWalletRequest { WalletId = wallet.WalletId }), strict: true);
        SignDataResponse signed = await again.Client.DoAsync(
            key, WalletOperations.SignData, new SignDataRequest { WalletId = wallet.WalletId, Data = "QQ==", Format = DataFormat.Raw });
        Assert.True(Vectors.Public(wallet.PublicKey!).Verify("A"u8, Convert.FromBase64String(signed.Signature)));
    }

    [Fact]
    public async Task Every_signature_is_an_audit_event_and_so_is_a_refused_one()
    {
        using TestEnclave enclave = new();
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        WalletDescription wallet = await enclave.Client.DoAsync(key, WalletOperations.ImportWallet, Import(Vectors.Keys[0]));
        await enclave.Client.DoAsync(key, WalletOperations.SignData, Data(wallet, DataFormat.LegacyMessage));
        (await enclave.Client.CallAsync(key, WalletOperations.SignData, Data(wallet, DataFormat.Raw))).MustBeRefused(ErrorCode.PolicyDenied);
        (await enclave.Client.CallAsync(key, WalletOperations.SignTransaction, Transfer(wallet))).MustBeRefused(ErrorCode.PolicyDenied);
        await enclave.Client.DoAsync(key, WalletOperations.GetWallet, new GetWalletRequest { WalletId = wallet.WalletId });
        Assert.Equal(
            [
                ("importWallet", wallet.WalletId, "ok"), ("signData", wallet.WalletId, "ok"), ("signData", wallet.WalletId, "policyDenied"),
                ("signTransaction", wallet.WalletId, "policyDenied"),
            ],
            (await enclave.EventsAsync(key)).Where(each => each.Service == "wallet").Select(each => (each.Operation, each.Target!, each.Outcome)));
    }

    [Fact]
    public async Task A_transaction_is_signed_once_for_one_request()
    {
        using TestEnclave enclave = new();
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        WalletDescription wallet = await enclave.Client.DoAsync(
            key, WalletOperations.ImportWallet, Import(Vectors.Keys[0]) with { BlindSigning = true });
        Reply first = await enclave.Client.CallAsync(key, WalletOperations.SignTransaction, Transfer(wallet), "same");
        Reply second = await enclave.Client.CallAsync(key, WalletOperations.SignTransaction, Transfer(wallet), "same");
        Assert.Equal(first.MustSucceed().Text, second.MustSucceed().Text);
        SignTransactionResponse signed = first.MustBe(WalletOperations.SignTransaction.Response);
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(
            Transaction.Parse(Convert.FromBase64String(signed.Transaction!)), 0, NetworkMagic.MainNet));
    }

    [Fact]
    public async Task Export_needs_its_scope_by_name_and_is_not_remembered_in_clear()
    {
        using TestEnclave enclave = new();
        using TestKey owner = new();
        using TestKey other = new();
        await enclave.RegisterAsync(owner);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(other, ["wallet.*"]));
        WalletDescription wallet = await enclave.Client.DoAsync(
            other, WalletOperations.ImportWallet, Import(Vectors.Keys[0]) with { Exportable = true });
        ExportWalletRequest request = new() { WalletId = wallet.WalletId, Format = KeyFormat.Wif };
        (await enclave.Client.CallAsync(other, WalletOperations.ExportWallet, request)).MustBeRefused(ErrorCode.Forbidden);

        Reply exported = await enclave.Client.CallAsync(owner, WalletOperations.ExportWallet, request, "export");
        Assert.Contains(Vectors.Keys[0].Wif, exported.MustSucceed().Text, StringComparison.Ordinal);
        Reply again = await enclave.Client.CallAsync(owner, WalletOperations.ExportWallet, request, "export");
        Assert.DoesNotContain(Vectors.Keys[0].Wif, again.MustBeRefused(ErrorCode.AlreadyDone).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallets_of_many_accounts_sign_at_once_where_one_key_is_kept()
    {
        const int Accounts = 3;
        const int Each = 15;
        using TestEnclave enclave = new(configuration: """{"maxLoadedKeys": 1}""");
        TestKey[] keys = [.. Enumerable.Range(0, Accounts).Select(_ => new TestKey())];
        await Task.WhenAll(keys.Select(async key =>
        {
            await enclave.RegisterAsync(key);
            WalletDescription wallet = await enclave.Client.DoAsync(
                key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "a", BlindSigning = true });
            SignDataResponse[] signed = await Task.WhenAll(Enumerable.Range(0, Each).Select(_ =>
                enclave.Client.DoAsync(key, WalletOperations.SignData, Data(wallet, DataFormat.Raw))));
            Assert.All(signed, each => Assert.True(
                Vectors.Public(wallet.PublicKey!).Verify("A"u8, Convert.FromBase64String(each.Signature))));
        }));
        Array.ForEach(keys, key => key.Dispose());
    }

    [Fact]
    public async Task Another_accounts_wallet_is_not_found()
    {
        using TestEnclave enclave = new();
        using TestKey alice = new();
        using TestKey bob = new();
        await enclave.RegisterAsync(alice);
        await enclave.RegisterAsync(bob);
        WalletDescription wallet = await enclave.Client.DoAsync(alice, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "a" });
        (await enclave.Client.CallAsync(bob, WalletOperations.GetWallet, new GetWalletRequest { WalletId = wallet.WalletId }))
            .MustBeRefused(ErrorCode.NotFound);
        Assert.Empty((await enclave.Client.DoAsync(bob, WalletOperations.ListWallets, new ListWalletsRequest())).Wallets);
    }

    [Fact]
    public async Task What_is_secret_is_refused_in_the_clear_where_the_configuration_says_so()
    {
        using TestEnclave enclave = new(configuration: """{"allowClearConfidential": false}""");
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        (await enclave.Client.CallAsync(key, WalletOperations.ImportWallet, Import(Vectors.Keys[0]))).MustBeRefused(ErrorCode.SealRequired);
        (await enclave.Client.CallAsync(key, WalletOperations.ExportWallet, new ExportWalletRequest { WalletId = "wal_", Format = KeyFormat.Wif }))
            .MustBeRefused(ErrorCode.SealRequired);
        await enclave.Client.DoAsync(key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "a" });
    }

    [Fact]
    public async Task The_parent_keeps_nothing_that_it_can_read()
    {
        MemoryRecordHost records = new(new State.MemoryStore());
        using TestEnclave enclave = new(records: records);
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        WalletDescription wallet = await enclave.Client.DoAsync(key, WalletOperations.ImportWallet, Import(Vectors.Keys[0]));
        byte[][] telling =
        [
            Convert.FromHexString(Vectors.Keys[0].Private), Encoding.UTF8.GetBytes(wallet.WalletId), Encoding.UTF8.GetBytes(wallet.Address),
            Encoding.UTF8.GetBytes("imported"), Vectors.Public(wallet.PublicKey!).ToBytes(),
        ];
        Assert.NotEmpty(records.Store.Keys);
        Assert.All(records.Store.Keys, name => Assert.All(
            telling, text => Assert.True(records.Store[name]!.Value.AsSpan().IndexOf(text) < 0)));
    }

    private static ImportWalletRequest Import(KeyVector vector) => new() { Name = "imported", Wif = new SecretText(vector.Wif) };

    private static SignDataRequest Data(WalletDescription wallet, DataFormat format) =>
        new() { WalletId = wallet.WalletId, Data = "QQ==", Format = format };

    private static SignTransactionRequest Transfer(WalletDescription wallet) => new()
    {
        WalletId = wallet.WalletId,
        Transaction = Convert.ToBase64String(TransferVector.Unsigned().ToUnsignedBytes()),
        Network = "mainnet",
    };
}

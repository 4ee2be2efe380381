using System.Text;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>A parent that reads along, and does with sealed requests and answers what it can.</summary>
public sealed class SealedAttackTests : IDisposable
{
    private readonly TestModule module = new();
    private readonly TestEnclave enclave;
    private readonly TestKey key = new();
    private readonly TestKey other = new();

    public SealedAttackTests() => enclave = new TestEnclave(configuration: """{"allowClearConfidential": false}""", module: module.Module);

    public void Dispose()
    {
        enclave.Dispose();
        module.Dispose();
        key.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task A_secret_comes_and_goes_and_the_parent_reads_nothing_of_it()
    {
        SealingClient sealing = await BeginAsync();
        SealedLetter import = sealing.Seal(key, WalletOperations.ImportWallet, Import());
        Reply imported = await sealing.SendAsync(import);
        WalletDescription wallet = SealingClient.Open(import, imported.Sealed).MustBe(WalletOperations.ImportWallet.Response);
        SealedLetter export = sealing.Seal(
            key, WalletOperations.ExportWallet, new ExportWalletRequest { WalletId = wallet.WalletId, Format = KeyFormat.Wif });
        Reply exported = await sealing.SendAsync(export);
        Assert.Contains(Vectors.Keys[0].Wif, SealingClient.Open(export, exported.Sealed).MustSucceed().Text, StringComparison.Ordinal);

        byte[][] seen = [import.Bytes, imported.Sealed, export.Bytes, exported.Sealed];
        byte[][] secrets = [Encoding.ASCII.GetBytes(Vectors.Keys[0].Wif), Encoding.ASCII.GetBytes(wallet.WalletId), Encoding.ASCII.GetBytes(key.Id)];
        Assert.All(seen, bytes => Assert.All(secrets, secret => Assert.True(bytes.AsSpan().IndexOf(secret) < 0)));
    }

    [Fact]
    public async Task In_the_clear_it_is_refused()
    {
        SealingClient sealing = await BeginAsync();
        (await enclave.Client.CallAsync(key, WalletOperations.ImportWallet, Import())).MustBeRefused(ErrorCode.SealRequired);
        await sealing.DoAsync(key, WalletOperations.ImportWallet, Import());
    }

    [Fact]
    public async Task Moved_to_another_operation_or_id_it_does_not_open()
    {
        SealingClient sealing = await BeginAsync();
        SealedLetter letter = sealing.Seal(key, AccountOperations.GetAccount, new GetAccountRequest());
        (await sealing.SendAsync(letter with { Operation = "closeAccount" })).MustBeRefused(ErrorCode.SealBroken);
        (await sealing.SendAsync(letter with { Service = "wallet", Operation = "listWallets" })).MustBeRefused(ErrorCode.SealBroken);
        (await sealing.SendAsync(letter with { Id = "another" })).MustBeRefused(ErrorCode.SealBroken);
        (await sealing.AskAsync(letter)).MustSucceed();
    }

    [Fact]
    public async Task Stamped_again_by_another_account_it_is_refused()
    {
        SealingClient sealing = await BeginAsync();
        await enclave.RegisterAsync(other);
        SealedLetter letter = sealing.Seal(key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "mine" });

        // A stamp beside it, over what is seen outside; the account's own too.
        foreach (TestKey each in (TestKey[])[other, key])
        {
            Request stamped = enclave.Client.Stamped(each, WalletOperations.CreateWallet, "{}"u8.ToArray(), letter.Id);
            (await sealing.SendAsync(letter with { Auth = stamped.Auth })).MustBeRefused(ErrorCode.InvalidEnvelope);
        }

        // Another's stamp inside, over the same payload: then it is another's request.
        WalletDescription wallet = await sealing.DoAsync(other, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "mine" }, letter.Id);
        Assert.Empty((await sealing.DoAsync(key, WalletOperations.ListWallets, new ListWalletsRequest())).Wallets);
        Assert.NotEqual(wallet.WalletId, (await sealing.AskAsync(letter)).MustBe(WalletOperations.CreateWallet.Response).WalletId);
    }

    [Fact]
    public async Task A_stamp_inside_is_held_to_what_is_inside()
    {
        SealingClient sealing = await BeginAsync();
        Request stamped = enclave.Client.Stamped(key, AccountOperations.GetAccount, "{}"u8.ToArray());
        SealedLetter letter = sealing.Seal(other, AccountOperations.GetAccount, "{}"u8.ToArray(), stamped.Id);
        (await sealing.AskAsync(letter)).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task Sent_again_and_sealed_afresh_it_is_the_same_request()
    {
        SealingClient sealing = await BeginAsync();
        CreateWalletRequest request = new() { Name = "once" };
        WalletDescription first = await sealing.DoAsync(key, WalletOperations.CreateWallet, request, "same");
        WalletDescription again = await sealing.DoAsync(key, WalletOperations.CreateWallet, request, "same");
        Assert.Equal(first.WalletId, again.WalletId);
        Assert.Equal(first.WalletId, (await enclave.Client.DoAsync(key, WalletOperations.CreateWallet, request, "same")).WalletId);
        Assert.Single((await sealing.DoAsync(key, WalletOperations.ListWallets, new ListWalletsRequest())).Wallets);
        (await sealing.AskAsync(sealing.Seal(key, WalletOperations.CreateWallet, request with { Name = "twice" }, "same")))
            .MustBeRefused(ErrorCode.IdempotencyMismatch);
    }

    [Fact]
    public async Task Replayed_by_the_parent_it_is_not_done_again_and_its_answers_cannot_be_exchanged()
    {
        SealingClient sealing = await BeginAsync();
        SealedLetter letter = sealing.Seal(key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "once" });
        Reply first = await sealing.SendAsync(letter);
        Reply replayed = await sealing.SendAsync(letter);
        Assert.Equal(
            SealingClient.Open(letter, first.Sealed).MustSucceed().Text, SealingClient.Open(letter, replayed.Sealed).MustSucceed().Text);
        Assert.NotEqual(first.Sealed[..32], replayed.Sealed[..32]);
        Assert.Single((await sealing.DoAsync(key, WalletOperations.ListWallets, new ListWalletsRequest())).Wallets);

        // One answer under the nonce of the other, and an answer to another request.
        Assert.Throws<NslSealException>(() => SealingClient.Open(letter, [.. first.Sealed[..32], .. replayed.Sealed[32..]]));
        SealedLetter another = sealing.Seal(key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "once" }, letter.Id);
        Assert.Throws<NslSealException>(() => SealingClient.Open(another, first.Sealed));
    }

    [Fact]
    public async Task Whether_it_was_done_shows_to_its_sender_alone()
    {
        SealingClient sealing = await BeginAsync();
        SealedLetter refused = sealing.Seal(key, WalletOperations.GetWallet, new GetWalletRequest { WalletId = "wal_none" });
        Reply outside = (await sealing.SendAsync(refused)).MustSucceed();
        Assert.Equal("{}", outside.Text);
        SealingClient.Open(refused, outside.Sealed).MustBeRefused(ErrorCode.NotFound);
    }

    [Fact]
    public async Task Sealed_to_another_boot_it_does_not_open()
    {
        using TestEnclave next = new(module: module.Module);
        SealingClient sealing = await BeginAsync();
        SealedLetter letter = sealing.Seal(key, AccountOperations.GetAccount, new GetAccountRequest());
        SealingClient wrong = await SealingClient.OfAsync(next.Client);
        (await wrong.SendAsync(letter)).MustBeRefused(ErrorCode.SealBroken);
    }

    private static ImportWalletRequest Import() =>
        new() { Name = "imported", Wif = new SecretText(Vectors.Keys[0].Wif), Exportable = true };

    private async Task<SealingClient> BeginAsync()
    {
        await enclave.RegisterAsync(key);
        return await SealingClient.OfAsync(enclave.Client);
    }
}

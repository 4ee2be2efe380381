using System.Text;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>The typed client before a gateway that reads along, and lies.</summary>
public sealed class SealedCallTests : IAsyncLifetime
{
    private readonly TestModule module = new();
    private readonly TestEnclave enclave;
    private readonly RecordingGateway gateway;
    private readonly AccountKey key = AccountKey.Create();

    public SealedCallTests()
    {
        enclave = new TestEnclave(configuration: """{"allowClearConfidential": false}""", module: module.Module);
        gateway = new RecordingGateway(enclave);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using NslClient client = new(gateway.Address, new NslClientSettings { Stamper = Stamper });
        RegisterRequest request = new()
        {
            Name = "Me",
            Key = new NewKey { Kind = NeoServiceLayer.Contracts.Account.KeyKind.P256, PublicKey = new JsonWebKey { Kty = "EC", Crv = "P-256", X = key.Public.X, Y = key.Public.Y } },
        };
        await client.CallAsync(AccountOperations.Register, request, null, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        enclave.Dispose();
        module.Dispose();
        key.Dispose();
    }

    [Fact]
    public async Task What_is_confidential_goes_sealed_by_itself_and_the_gateway_reads_nothing_of_it()
    {
        using NslClient client = await ClientAsync();
        WalletDescription wallet = await client.CallAsync(WalletOperations.ImportWallet, Import(), null, Cancel);
        ExportWalletResponse exported = await client.CallAsync(
            WalletOperations.ExportWallet, new ExportWalletRequest { WalletId = wallet.WalletId, Format = KeyFormat.Wif }, null, Cancel);
        Assert.NotNull(exported);
        Assert.False(gateway.Saw(Encoding.ASCII.GetBytes(Vectors.Keys[0].Wif)));
        Assert.False(gateway.Saw(Encoding.ASCII.GetBytes(wallet.WalletId)));

        // What is not confidential goes in the clear, so that this test can fail.
        await client.CallAsync(WalletOperations.GetWallet, new GetWalletRequest { WalletId = wallet.WalletId }, null, Cancel);
        Assert.True(gateway.Saw(Encoding.ASCII.GetBytes(wallet.WalletId)));
    }

    [Fact]
    public async Task Everything_goes_sealed_where_the_settings_say_so()
    {
        using NslClient client = await ClientAsync(everything: true);
        WalletDescription wallet = await client.CallAsync(WalletOperations.CreateWallet, new CreateWalletRequest { Name = "a wallet of mine" }, null, Cancel);
        Assert.NotEmpty((await client.CallAsync(WalletOperations.ListWallets, new ListWalletsRequest(), null, Cancel)).Wallets);
        Assert.False(gateway.Saw("a wallet of mine"u8.ToArray()));
        Assert.False(gateway.Saw(Encoding.ASCII.GetBytes(wallet.WalletId)));
    }

    [Fact]
    public async Task A_refusal_is_read_from_inside()
    {
        using NslClient client = await ClientAsync(everything: true);
        NslRefusedException refused = await Assert.ThrowsAsync<NslRefusedException>(() => client.CallAsync(
            WalletOperations.GetWallet, new GetWalletRequest { WalletId = "wal_none" }, new CallOptions { RequestId = "mine" }, Cancel));
        Assert.Equal((ErrorCode.NotFound.Name, 404, "mine", false), (refused.ErrorCode, refused.Status, refused.RequestId, refused.Retryable));
        Assert.False(gateway.Saw("notFound"u8.ToArray()));
    }

    [Fact]
    public async Task A_call_that_is_repeated_is_sealed_afresh_and_done_once()
    {
        using NslClient client = await ClientAsync(everything: true);
        CallOptions same = new() { RequestId = "same" };
        CreateWalletRequest request = new() { Name = "once" };
        WalletDescription first = await client.CallAsync(WalletOperations.CreateWallet, request, same, Cancel);
        WalletDescription again = await client.CallAsync(WalletOperations.CreateWallet, request, same, Cancel);
        Assert.Equal(first.WalletId, again.WalletId);
    }

    [Fact]
    public async Task An_answer_that_the_enclave_has_not_sealed_for_this_request_is_no_answer()
    {
        using NslClient client = await ClientAsync(everything: true);
        List<byte[]> kept = [];
        gateway.Answering = answer =>
        {
            kept.Add(answer);
            return (SealedExchange.MediaType, answer);
        };
        await AskAsync(client);
        Func<byte[], (string, byte[])>[] lies =
        [
            _ => (SealedExchange.MediaType, kept[0]),
            _ => (SealedExchange.MediaType, []),
            answer => (SealedExchange.MediaType, answer[..^1]),
            answer => (SealedExchange.MediaType, [.. answer[..32], .. kept[0][32..]]),
            answer => (SealedExchange.MediaType, [.. kept[0][..32], .. answer[32..]]),
            answer => ("application/json", answer),
            _ => ("application/json", "{\"wallets\":[]}"u8.ToArray()),
        ];
        foreach (Func<byte[], (string, byte[])> lie in lies)
        {
            gateway.Answering = lie;
            await Assert.ThrowsAsync<NslSealException>(() => AskAsync(client));
        }
    }

    [Fact]
    public async Task A_request_that_is_moved_on_its_way_is_not_done()
    {
        using NslClient client = await ClientAsync(everything: true);
        Func<Request, Request>[] moves =
        [
            request => request with { Id = "another" },
            request => request with { Operation = "createWallet" },
            request => request with { Service = "account", Operation = "getAccount" },
        ];
        foreach (Func<Request, Request> move in moves)
        {
            gateway.Asking = move;
            NslRefusedException refused = await Assert.ThrowsAsync<NslRefusedException>(() => AskAsync(client));
            Assert.Equal(ErrorCode.SealBroken.Name, refused.ErrorCode);
        }
    }

    [Fact]
    public async Task Without_a_target_nothing_is_sealed()
    {
        using NslClient client = new(gateway.Address, new NslClientSettings { Stamper = Stamper });
        NslRefusedException refused = await Assert.ThrowsAsync<NslRefusedException>(
            () => client.CallAsync(WalletOperations.ImportWallet, Import(), null, Cancel));
        Assert.Equal(ErrorCode.SealRequired.Name, refused.ErrorCode);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.CallRawAsync("system", "ping", "{}"u8.ToArray(), new CallOptions { Sealed = true }, Cancel));
    }

    [Theory]
    [InlineData("00", "04")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "04")]
    [InlineData("none", "04")]
    public void What_is_no_target_is_refused(string genesisId, string sealKey) =>
        Assert.Throws<FormatException>(() => new SealTarget(genesisId, Convert.FromHexString(sealKey)));

    private Stamper Stamper => new(key, enclave.GenesisId, enclave.Time);

    private static ImportWalletRequest Import() =>
        new() { Name = "imported", Wif = new SecretText(Vectors.Keys[0].Wif), Exportable = true };

    private static Task<ListWalletsResponse> AskAsync(NslClient client) =>
        client.CallAsync(WalletOperations.ListWallets, new ListWalletsRequest(), null, Cancel);

    private async Task<NslClient> ClientAsync(bool everything = false)
    {
        using NslClient asking = new(gateway.Address);
        GetAttestationResponse answer = await asking.CallAsync(
            SystemOperations.GetAttestation, new GetAttestationRequest { Nonce = [1] }, null, Cancel);
        SealTarget target = new(enclave.GenesisId, Convert.FromHexString(answer.Identity.Single(entry => entry.Name == "sealKey").Value));
        return new NslClient(gateway.Address, new NslClientSettings { Stamper = Stamper, SealedTo = target, SealEverything = everything });
    }
}

using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Tests.Receipts;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>What the client library holds receipts to.</summary>
public sealed class NslClientReceiptTests : IDisposable
{
    private readonly SigningEnclave enclave = new() { Body = static _ => """{"accountId":"acc_1"}""" };
    private readonly AccountKey key = AccountKey.Create();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        key.Dispose();
        enclave.Dispose();
    }

    [Fact]
    public async Task A_stamped_call_has_one_which_is_told_and_given()
    {
        await using LoopbackGateway gateway = new(enclave.Answer);
        List<string> told = [];
        using NslClient client = Client(gateway, received: told);
        RawResponse response = await client.CallRawAsync("account", "getAccount", "{}"u8.ToArray(), new CallOptions { Stamped = true, RequestId = "r" }, Stop);
        Assert.Equal("r", response.Receipt!.Claims.RequestId);
        Assert.Equal([response.Receipt.Text], told);
    }

    [Fact]
    public async Task One_by_a_key_that_is_not_the_boot_s_fails_only_where_the_boot_is_known()
    {
        await using LoopbackGateway gateway = new(enclave.Answer);
        using TestBoot forger = new();
        BootIdentity honest = enclave.Boot.Identity;
        using NslClient knowing = Client(gateway, boot: honest);
        using NslClient unknowing = Client(gateway);
        await CallAsync(knowing);
        TestBoot boot = enclave.Boot;
        enclave.Boot = forger;
        await CallAsync(unknowing);
        await MustFailAsync(knowing, ReceiptCheck.Key);
        enclave.Boot = boot;
    }

    [Theory]
    [InlineData(null, ReceiptCheck.Missing)]
    [InlineData("no receipt", ReceiptCheck.Form)]
    [InlineData("a.b.c", ReceiptCheck.Form)]
    public async Task One_that_is_missing_or_none_fails_whatever_is_known(string? text, ReceiptCheck check)
    {
        await using LoopbackGateway gateway = new(enclave.Answer);
        enclave.Passing = _ => text;
        using NslClient client = Client(gateway);
        await MustFailAsync(client, check);
    }

    [Fact]
    public async Task Two_of_them_are_none()
    {
        await using LoopbackGateway gateway = new(enclave.Answer);
        enclave.Passing = static text => $"{text}\r\nNsl-Receipt: {text}";
        using NslClient client = Client(gateway);
        await MustFailAsync(client, ReceiptCheck.Form);
    }

    [Fact]
    public async Task A_public_call_has_one_if_it_is_asked_for()
    {
        enclave.Body = static _ => """{"time":"2026-01-01T00:00:00Z"}""";
        await using LoopbackGateway gateway = new(enclave.Answer);
        using NslClient client = new(gateway.Address);
        Assert.Null((await client.CallRawAsync("system", "ping", "{}"u8.ToArray(), null, Stop)).Receipt);
        RawResponse asked = await client.CallRawAsync("system", "ping", " {} "u8.ToArray().AsMemory()[1..3], new CallOptions { WantReceipt = true }, Stop);
        Assert.Equal(("system", "ping", null), (asked.Receipt!.Claims.Service, asked.Receipt.Claims.Operation, asked.Receipt.Claims.KeyId));
        enclave.Passing = static _ => null;
        NslReceiptException missing = await Assert.ThrowsAsync<NslReceiptException>(
            () => client.CallAsync(SystemOperations.Ping, new PingRequest(), new CallOptions { WantReceipt = true }, Stop));
        Assert.Equal(ReceiptCheck.Missing, missing.Failed);
        await client.CallAsync(SystemOperations.Ping, new PingRequest(), null, Stop);
    }

    [Fact]
    public async Task Who_knows_the_boot_asks_for_every_receipt_that_there_can_be()
    {
        await using LoopbackGateway gateway = new(enclave.Answer);
        using NslClient client = Client(gateway, boot: enclave.Boot.Identity);
        await client.CallAsync(SampleContract.AddKey, new SampleRequest { Name = "x" }, null, Stop);
        enclave.Body = static _ => """{"time":"2026-01-01T00:00:00Z"}""";
        await client.CallAsync(SystemOperations.Ping, new PingRequest(), null, Stop);
        Assert.Equal([true, false], gateway.Received.Select(request => request.Headers.ContainsKey("Nsl-Receipt")));
        enclave.Passing = static _ => null;
        await Assert.ThrowsAsync<NslReceiptException>(() => client.CallAsync(SampleContract.AddKey, new SampleRequest { Name = "x" }, null, Stop));
    }

    private NslClient Client(LoopbackGateway gateway, BootIdentity? boot = null, List<string>? received = null) => new(
        gateway.Address,
        new NslClientSettings
        {
            Stamper = new Stamper(key, enclave.GenesisId),
            Boot = boot,
            ReceiptReceived = received is null ? null : (receipt, _) =>
            {
                received.Add(receipt.Text);
                return Task.CompletedTask;
            },
        });

    private static Task<RawResponse> CallAsync(NslClient client) =>
        client.CallRawAsync("account", "getAccount", "{}"u8.ToArray(), new CallOptions { Stamped = true }, Stop);

    private static async Task MustFailAsync(NslClient client, ReceiptCheck check)
    {
        NslReceiptException failed = await Assert.ThrowsAsync<NslReceiptException>(
            () => client.CallRawAsync("account", "getAccount", "{}"u8.ToArray(), new CallOptions { Stamped = true, RequestId = "r" }, Stop));
        Assert.Equal((check, "r"), (failed.Failed, failed.RequestId));
    }
}

using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Provisioning;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Provisioning;

/// <summary>Shares that are wrong, foreign, repeated, malformed, moved or forged: each is refused by name, and the right ones still open the enclave.</summary>
public sealed class ShareAttackTests : IAsyncLifetime
{
    private readonly TestModule module = new();
    private readonly Operators operators = new(2, 3);
    private WaitingEnclave enclave = null!;
    private DealtShares dealt = null!;

    private DealtRecords Records => DealtRecords.Read(dealt.Genesis, dealt.Rotation);

    public async ValueTask InitializeAsync()
    {
        using (WaitingEnclave first = new(module, operators.Configuration))
        {
            dealt = await operators.BeginAsync(first);
        }

        enclave = new WaitingEnclave(module, operators.Configuration);
    }

    public ValueTask DisposeAsync()
    {
        enclave.Dispose();
        operators.Dispose();
        module.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_share_with_any_byte_changed_is_refused()
    {
        byte[] share = operators.Open(dealt, 0);
        for (int i = 0; i < share.Length; i++)
        {
            byte[] changed = [.. share];
            changed[i] ^= 1;
            (await ProvideAsync(0, ShareSeal.ToBoot(enclave.BootKey, enclave.BootId, Records, operators.Keys[0].Id, changed))).MustBeRefused(ErrorCode.ShareRefused);
        }

        await TheRightOnesOpenIt();
    }

    [Fact]
    public async Task Another_operator_s_share_is_refused()
    {
        byte[] other = operators.Open(dealt, 1);
        (await ProvideAsync(0, ShareSeal.ToBoot(enclave.BootKey, enclave.BootId, Records, operators.Keys[0].Id, other))).MustBeRefused(ErrorCode.ShareRefused);
        (await ProvideAsync(0, ShareSeal.ToBoot(enclave.BootKey, enclave.BootId, Records, operators.Keys[1].Id, other))).MustBeRefused(ErrorCode.ShareRefused);
        await TheRightOnesOpenIt();
    }

    [Fact]
    public async Task A_sealed_share_with_any_bit_flipped_or_cut_does_not_open()
    {
        byte[] sealedShare = operators.Providing(enclave, dealt, 0).SealedShare;
        for (int i = 0; i < sealedShare.Length; i++)
        {
            byte[] changed = [.. sealedShare];
            changed[i] ^= (byte)(1 << (i % 8));
            (await ProvideAsync(0, changed)).MustBeRefused(ErrorCode.ShareRefused);
        }

        (await ProvideAsync(0, sealedShare[..^1])).MustBeRefused(ErrorCode.ShareRefused);
        (await ProvideAsync(0, [])).MustBeRefused(ErrorCode.ShareRefused);
        (await ProvideAsync(0, [.. sealedShare, 0])).MustBeRefused(ErrorCode.ShareRefused);
        await TheRightOnesOpenIt();
    }

    [Fact]
    public async Task What_was_sealed_to_another_boot_does_not_open_here()
    {
        ProvideRequest earlier;
        using (WaitingEnclave other = new(module, operators.Configuration))
        {
            earlier = operators.Providing(other, dealt, 0);
        }

        (await enclave.Client.CallAsync(operators.Keys[0], SystemOperations.Provide, earlier)).MustBeRefused(ErrorCode.ShareRefused);
        await TheRightOnesOpenIt();
    }

    [Fact]
    public async Task A_stamp_for_another_boot_counts_nothing_here()
    {
        StampingClient elsewhere = enclave.Connect(new string('0', 64));
        (await elsewhere.CallAsync(operators.Keys[0], SystemOperations.Genesis, new GenesisRequest { BootKey = enclave.BootKey }))
            .MustBeRefused(ErrorCode.Unauthenticated);
        (await elsewhere.CallAsync(operators.Keys[0], SystemOperations.Provide, operators.Providing(enclave, dealt, 0)))
            .MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task Nobody_but_an_operator_asks_for_anything()
    {
        using TestKey stranger = new();
        (await enclave.Client.CallAsync(stranger, SystemOperations.Genesis, new GenesisRequest { BootKey = enclave.BootKey })).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.Client.CallAsync(stranger, SystemOperations.Provide, operators.Providing(enclave, dealt, 0))).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.AskAsync(SystemOperations.Provide, operators.Providing(enclave, dealt, 0))).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.AskAsync(SystemOperations.Rotate, new RotateRequest { BootKey = enclave.BootKey, GenesisId = "" })).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task A_genesis_for_another_boot_s_key_is_refused() =>
        (await enclave.Client.CallAsync(operators.Keys[0], SystemOperations.Genesis, new GenesisRequest { BootKey = new byte[65] }))
            .MustBeRefused(ErrorCode.InvalidRequest);

    [Fact]
    public async Task A_repeated_share_is_refused_and_counts_once()
    {
        (await ProvideAsync(0, operators.Providing(enclave, dealt, 0).SealedShare)).MustSucceed();
        (await ProvideAsync(0, operators.Providing(enclave, dealt, 0).SealedShare)).MustBeRefused(ErrorCode.Conflict);
        Assert.Equal(EnclaveState.Waiting, enclave.Status.State);
        (await ProvideAsync(1, operators.Providing(enclave, dealt, 1).SealedShare)).MustSucceed();
        enclave.UntilServing();
        (await ProvideAsync(2, operators.Providing(enclave, dealt, 2).SealedShare)).MustBeRefused(ErrorCode.Conflict);
        (await enclave.Client.CallAsync(operators.Keys[2], SystemOperations.Genesis, new GenesisRequest { BootKey = enclave.BootKey })).MustBeRefused(ErrorCode.Conflict);
    }

    [Fact]
    public async Task Shares_of_another_deployment_stand_apart()
    {
        DealtShares foreign;
        using (WaitingEnclave other = new(module, operators.Configuration))
        {
            foreign = await operators.BeginAsync(other);
        }

        await enclave.Client.DoAsync(operators.Keys[2], SystemOperations.Provide, operators.Providing(enclave, foreign, 2));
        ProvideResponse mine = await enclave.Client.DoAsync(operators.Keys[0], SystemOperations.Provide, operators.Providing(enclave, dealt, 0));
        Assert.Equal(1, mine.Provided);
        Assert.Equal(EnclaveState.Waiting, enclave.Status.State);

        // Who brought the wrong one brings the right one after it.
        await enclave.Client.DoAsync(operators.Keys[2], SystemOperations.Provide, operators.Providing(enclave, dealt, 2));
        enclave.UntilServing();
        Assert.Equal(Convert.ToHexStringLower(Records.GenesisId.Span), enclave.Status.GenesisId);
    }

    [Fact]
    public async Task Records_that_an_operator_made_up_open_nothing()
    {
        // He knows his share, its commitment and the root's, and lowers the threshold to his own.
        JsonNode record = JsonNode.Parse(dealt.Genesis)!;
        record["dealing"]!["threshold"] = 1;
        DealtShares forged = dealt with { Genesis = Encoding.UTF8.GetBytes(record.ToJsonString()) };
        byte[] share = operators.Open(dealt, 0);
        byte[] sealedShare = ShareSeal.ToBoot(enclave.BootKey, enclave.BootId, DealtRecords.Read(forged.Genesis, null), operators.Keys[0].Id, share);
        (await enclave.Client.CallAsync(operators.Keys[0], SystemOperations.Provide, Operators.Request(forged, sealedShare))).MustBeRefused(ErrorCode.ShareRefused);
        Assert.Equal(EnclaveState.Waiting, enclave.Status.State);
        await TheRightOnesOpenIt();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"mode":"local","createdAt":"2026-01-01T00:00:00Z","rootCommitment":"00"}""")]
    [InlineData("""{"mode":"local","createdAt":"2026-01-01T00:00:00Z","rootCommitment":"00","dealing":{"threshold":0,"shares":[]}}""")]
    [InlineData("""{"mode":"local","createdAt":"2026-01-01T00:00:00Z","rootCommitment":"00","dealing":{"threshold":1,"shares":[null]}}""")]
    [InlineData("""{"mode":"nitro","createdAt":"2026-01-01T00:00:00Z","rootCommitment":"00","dealing":{"threshold":1,"shares":[{"keyId":"a","index":1,"commitment":"00"}]}}""")]
    public async Task Records_that_are_none_are_refused(string record)
    {
        ProvideRequest request = operators.Providing(enclave, dealt, 0) with { Genesis = Encoding.UTF8.GetBytes(record) };
        (await enclave.Client.CallAsync(operators.Keys[0], SystemOperations.Provide, request)).MustBeRefused(ErrorCode.ShareRefused);
        await TheRightOnesOpenIt();
    }

    [Fact]
    public async Task A_deployment_of_the_other_mode_is_refused()
    {
        using WaitingEnclave nitro = new(module, operators.Configuration, mode: EnclaveMode.Nitro);
        (await nitro.Client.CallAsync(operators.Keys[0], SystemOperations.Provide, operators.Providing(nitro, dealt, 0))).MustBeRefused(ErrorCode.ShareRefused);
    }

    private Task<Reply> ProvideAsync(int by, byte[] sealedShare) =>
        enclave.Client.CallAsync(operators.Keys[by], SystemOperations.Provide, Operators.Request(dealt, sealedShare));

    private Task TheRightOnesOpenIt() => operators.ProvideAsync(enclave, dealt);
}

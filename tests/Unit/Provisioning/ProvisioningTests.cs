using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Provisioning;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Provisioning;

/// <summary>From a genesis by k of n operators to an enclave that serves, and on to the next boots.</summary>
public sealed class ProvisioningTests : IDisposable
{
    private readonly TestModule module = new();

    public void Dispose() => module.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 5)]
    public async Task Operators_begin_a_deployment_and_bring_it_back_at_the_next_boot(int threshold, int count)
    {
        using Operators operators = new(threshold, count);
        using TestKey user = new();
        MemoryStore store = new();
        DealtShares dealt;
        string accountId;
        using (WaitingEnclave first = new(module, operators.Configuration, store))
        {
            dealt = await operators.BeginAsync(first);
            await operators.ProvideAsync(first, dealt);
            accountId = (await Client(first, dealt).DoAsync(user, AccountOperations.Register, TestEnclave.Registration(user))).AccountId;
        }

        using WaitingEnclave second = new(module, operators.Configuration, store);
        Assert.Equal(EnclaveState.Waiting, second.Status.State);
        await operators.ProvideAsync(second, dealt, isNew: false);
        Assert.Equal(accountId, (await Client(second, dealt).DoAsync(user, AccountOperations.GetAccount, new GetAccountRequest())).AccountId);
    }

    [Fact]
    public async Task Any_threshold_of_them_is_enough_and_one_fewer_is_not()
    {
        using Operators operators = new(2, 3);
        DealtShares dealt;
        using (WaitingEnclave first = new(module, operators.Configuration))
        {
            dealt = await operators.BeginAsync(first);
        }

        foreach ((int one, int other) in ((int, int)[])[(0, 1), (1, 2), (2, 0)])
        {
            using WaitingEnclave enclave = new(module, operators.Configuration);
            ProvideResponse response = await enclave.Client.DoAsync(operators.Keys[one], SystemOperations.Provide, operators.Providing(enclave, dealt, one));
            Assert.Equal((1, 2), (response.Provided, response.Threshold));
            Assert.Equal((EnclaveState.Waiting, null), (enclave.Status.State, enclave.Status.GenesisId));
            await enclave.Client.DoAsync(operators.Keys[other], SystemOperations.Provide, operators.Providing(enclave, dealt, other));
            enclave.UntilServing();
            Assert.Equal(Convert.ToHexStringLower(GenesisRecord.IdOf(dealt.Genesis)), enclave.Status.GenesisId);
        }
    }

    [Fact]
    public async Task While_it_waits_only_system_answers()
    {
        using Operators operators = new(1, 1);
        using TestKey user = new();
        using WaitingEnclave enclave = new(module, operators.Configuration);
        (await enclave.AskAsync(AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.NotReady);
        (await enclave.Client.CallAsync(user, AccountOperations.Register, TestEnclave.Registration(user))).MustBeRefused(ErrorCode.NotReady);
        (await enclave.AskAsync(SystemOperations.Ping, new PingRequest())).MustSucceed();
        EnclaveStatus status = enclave.Status;
        Assert.Equal((EnclaveState.Waiting, RootKeySource.Operators, null), (status.State, status.RootKey, status.GenesisId));
        Assert.Equal(["operator-0"], status.Operators!.Operators.Select(one => one.Name));
    }

    [Fact]
    public async Task A_genesis_takes_as_many_operators_and_answers_later_ones_with_the_same()
    {
        using Operators operators = new(2, 3);
        using WaitingEnclave enclave = new(module, operators.Configuration);
        GenesisRequest request = new() { BootKey = enclave.BootKey };
        for (int times = 0; times < 2; times++)
        {
            ApprovalResponse asked = await enclave.Client.DoAsync(operators.Keys[0], SystemOperations.Genesis, request);
            Assert.Equal((1, 2, null), (asked.Approved.Count, asked.Threshold, asked.Dealt));
        }

        (await enclave.AskAsync(SystemOperations.GetDealtShares, new GetDealtSharesRequest())).MustBeRefused(ErrorCode.NotFound);
        Assert.DoesNotContain("genesisId", enclave.Identity.Keys);
        DealtShares dealt = (await enclave.Client.DoAsync(operators.Keys[2], SystemOperations.Genesis, request)).Dealt!;
        Assert.Equal(dealt.Genesis, (await enclave.Client.DoAsync(operators.Keys[0], SystemOperations.Genesis, request)).Dealt!.Genesis);
        Assert.Equal(dealt.Genesis, enclave.Ask(SystemOperations.GetDealtShares, new GetDealtSharesRequest()).Genesis);
        string genesisId = Convert.ToHexStringLower(GenesisRecord.IdOf(dealt.Genesis));
        Assert.Equal((genesisId, genesisId), (enclave.Identity["genesisId"], enclave.Identity["dealing"]));
        Assert.Equal([true, false, true], enclave.Status.Operators!.Operators.Select(one => one.Approved));
    }

    [Fact]
    public async Task A_rotation_gives_new_shares_of_the_same_root()
    {
        using Operators operators = new(2, 3);
        using TestKey user = new();
        MemoryStore store = new();
        DealtShares first;
        DealtShares? second = null;
        using (WaitingEnclave enclave = new(module, operators.Configuration, store))
        {
            first = await operators.BeginAsync(enclave);
            RotateRequest request = new() { BootKey = enclave.BootKey, GenesisId = Convert.ToHexStringLower(GenesisRecord.IdOf(first.Genesis)) };
            (await enclave.Client.CallAsync(operators.Keys[0], SystemOperations.Rotate, request)).MustBeRefused(ErrorCode.NotReady);
            await operators.ProvideAsync(enclave, first);
            await Client(enclave, first).DoAsync(user, AccountOperations.Register, TestEnclave.Registration(user));
            foreach (int by in (int[])[2, 1])
            {
                Assert.Null(second);
                second = (await enclave.Client.DoAsync(operators.Keys[by], SystemOperations.Rotate, request)).Dealt;
            }

            Assert.Equal(first.Genesis, second!.Genesis);
            Assert.NotEqual(operators.Open(first, 0), operators.Open(second, 0));
            Assert.NotEqual(enclave.Identity["dealing"], enclave.Identity["genesisId"]);
            (await enclave.Client.CallAsync(operators.Keys[0], SystemOperations.Rotate, request with { GenesisId = new string('0', 64) }))
                .MustBeRefused(ErrorCode.InvalidRequest);
        }

        using WaitingEnclave next = new(module, operators.Configuration, store);
        await operators.ProvideAsync(next, second, isNew: false);
        await Client(next, first).DoAsync(user, AccountOperations.GetAccount, new GetAccountRequest());
    }

    [Fact]
    public async Task An_empty_store_is_taken_only_if_all_who_provide_say_that_there_is_no_state()
    {
        using Operators operators = new(2, 2);
        using WaitingEnclave enclave = new(module, operators.Configuration);
        DealtShares dealt = await operators.BeginAsync(enclave);
        await enclave.Client.DoAsync(operators.Keys[0], SystemOperations.Provide, operators.Providing(enclave, dealt, 0, isNew: false));
        await enclave.Client.DoAsync(operators.Keys[1], SystemOperations.Provide, operators.Providing(enclave, dealt, 1));
        while (enclave.Status.StateProblem is null)
        {
            await Task.Yield();
        }

        Assert.Equal(StateProblemCode.StoreEmpty, enclave.Status.StateProblem!.Code);
    }

    private static StampingClient Client(WaitingEnclave enclave, DealtShares dealt) =>
        enclave.Connect(Convert.ToHexStringLower(GenesisRecord.IdOf(dealt.Genesis)));
}

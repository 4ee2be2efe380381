using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Provisioning;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Provisioning;

/// <summary>What operators have seen goes with their shares; and a backup is gone on from only when enough of them sign exactly that.</summary>
public sealed class AcceptStateTests : IAsyncLifetime
{
    private readonly TestModule module = new();
    private readonly Operators operators = new(2, 3);
    private readonly TestKey user = new();
    private readonly MemoryStore store = new();
    private MemoryStore backup = null!;
    private DealtShares dealt = null!;
    private ReceiptClaims seen = null!;

    private SeenFloor Seen => new(seen.Lineage, seen.Sequence, seen.Head, seen.FloorMac);

    public async ValueTask InitializeAsync()
    {
        using WaitingEnclave first = new(module, operators.Configuration, store);
        dealt = await operators.BeginAsync(first);
        await operators.ProvideAsync(first, dealt);
        StampingClient client = Client(first);
        await client.DoAsync(user, AccountOperations.Register, TestEnclave.Registration(user));
        backup = store.Copy();
        for (int i = 0; i < 4; i++)
        {
            using TestKey added = new();
            seen = Told(await client.CallAsync(user, AccountOperations.AddKey, TestEnclave.Adding(added, ["account.getAccount"])));
        }
    }

    public ValueTask DisposeAsync()
    {
        user.Dispose();
        operators.Dispose();
        module.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_older_store_is_not_served_where_an_operator_has_seen_a_later_state()
    {
        using (WaitingEnclave enclave = await RestoredAsync())
        {
            StateProblem problem = enclave.Status.StateProblem!;
            Assert.Equal((seen.Sequence, Convert.ToHexStringLower(seen.Head.Span)), (problem.Wanted!.Sequence, problem.Wanted.Head));
            Assert.True(problem.Found!.Sequence < seen.Sequence);
            Assert.Equal(EnclaveState.Waiting, enclave.Status.State);
            (await Client(enclave).CallAsync(user, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.RolledBack);
        }

        // With the right store the next boot serves.
        using WaitingEnclave next = new(module, operators.Configuration, store);
        await operators.ProvideAsync(next, dealt, Seen);
        next.UntilServing();
        await Client(next).DoAsync(user, AccountOperations.GetAccount, new GetAccountRequest());
    }

    [Fact]
    public async Task A_state_that_nobody_told_does_not_count_and_the_share_does()
    {
        SeenFloor[] lies =
        [
            new(seen.Lineage, seen.Sequence + 100, seen.Head, seen.FloorMac),
            new(seen.Lineage, seen.Sequence, seen.Head, new byte[32]),
            new(new byte[16], seen.Sequence, seen.Head, seen.FloorMac),
        ];
        foreach (SeenFloor lie in lies)
        {
            using WaitingEnclave enclave = new(module, operators.Configuration, store);
            await operators.ProvideAsync(enclave, dealt, lie);
            enclave.UntilServing();
        }
    }

    [Fact]
    public async Task Enough_operators_have_a_backup_gone_on_from_in_a_lineage_that_everybody_sees()
    {
        string lineage;
        using (WaitingEnclave enclave = await RestoredAsync())
        {
            AcceptStateRequest request = Request(enclave);
            AcceptStateResponse one = await enclave.Client.DoAsync(operators.Keys[2], SystemOperations.AcceptState, request);
            Assert.Equal(operators.Keys[2].Id, Assert.Single(one.Signed));
            Assert.Equal((2, null), (one.Threshold, one.Lineage));
            Assert.Equal(EnclaveState.Waiting, enclave.Status.State);
            lineage = (await enclave.Client.DoAsync(operators.Keys[0], SystemOperations.AcceptState, request)).Lineage!;
            await MustServeAsync(enclave, lineage);
        }

        using WaitingEnclave next = new(module, operators.Configuration, backup);
        await operators.ProvideAsync(next, dealt, Seen);
        next.UntilServing();
        await MustServeAsync(next, lineage);
    }

    private async Task MustServeAsync(WaitingEnclave enclave, string lineage)
    {
        EnclaveStatus status = enclave.Status;
        Assert.Equal((EnclaveState.Serving, lineage, "the disk burnt"), (status.State, status.Lineage, status.Accepted!.Reason));
        Assert.Equal(new[] { operators.Keys[0].Id, operators.Keys[2].Id }.Order(), status.Accepted.Operators.Order());
        StampingClient client = Client(enclave);
        ReceiptClaims told = Told(await client.CallAsync(user, AccountOperations.GetAccount, new GetAccountRequest()));
        Assert.Equal(lineage, Convert.ToHexStringLower(told.Lineage.Span));
        Assert.Equal(ReceiptCheck.Forked, ReceiptFloor.Of(seen).Judge(ReceiptFloor.Of(told)));

        // Who still presents what was given up is refused by name, and stops nobody.
        StampFloor old = new() { Lineage = seen.Lineage, Sequence = seen.Sequence, Head = seen.Head, Mac = seen.FloorMac };
        Reply refused = await client.SendAsync(client.Stamped(user, AccountOperations.GetAccount, "{}"u8.ToArray(), claiming: claims => claims with { Floor = old }));
        Assert.Contains(lineage, refused.MustBeRefused(ErrorCode.LineageEnded).Message, StringComparison.Ordinal);
        await client.DoAsync(user, AccountOperations.GetAccount, new GetAccountRequest());
    }

    [Fact]
    public async Task What_is_wrong_repeated_foreign_or_for_another_boot_is_refused_and_poisons_nothing()
    {
        using TestKey stranger = new();
        using WaitingEnclave enclave = await RestoredAsync();
        AcceptStateRequest right = Request(enclave);
        StatePoint elsewhere = new() { Lineage = right.Found.Lineage, Sequence = right.Found.Sequence - 1, Head = right.Found.Head };
        (AcceptStateRequest Request, ErrorCode Code)[] wrong =
        [
            (Request(enclave, genesisId: new string('0', 64)), ErrorCode.InvalidRequest),
            (Request(enclave, bootId: new string('0', 64)), ErrorCode.InvalidRequest),
            (Request(enclave, reason: ""), ErrorCode.InvalidRequest),
            (Request(enclave, reason: new string('x', 201)), ErrorCode.InvalidRequest),
            (Request(enclave, reason: "a\nb"), ErrorCode.InvalidRequest),
            (Request(enclave, found: elsewhere), ErrorCode.Conflict),
            (Request(enclave, found: right.Wanted), ErrorCode.Conflict),
            (Request(enclave, wanted: right.Found), ErrorCode.Conflict),
        ];
        foreach ((AcceptStateRequest request, ErrorCode code) in wrong)
        {
            foreach (TestKey key in operators.Keys)
            {
                (await enclave.Client.CallAsync(key, SystemOperations.AcceptState, request)).MustBeRefused(code);
            }
        }

        (await enclave.Client.CallAsync(stranger, SystemOperations.AcceptState, right)).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.Client.CallAsync(user, SystemOperations.AcceptState, right)).MustBeRefused(ErrorCode.Unauthenticated);
        (await Client(enclave).CallAsync(operators.Keys[0], SystemOperations.AcceptState, right)).MustBeRefused(ErrorCode.Unauthenticated);

        // One who signs twice is one; one who signs something else takes back what he signed.
        await enclave.Client.DoAsync(operators.Keys[0], SystemOperations.AcceptState, right);
        (await enclave.Client.CallAsync(operators.Keys[0], SystemOperations.AcceptState, right)).MustBeRefused(ErrorCode.Conflict);
        Assert.Null((await enclave.Client.DoAsync(operators.Keys[1], SystemOperations.AcceptState, Request(enclave, reason: "another"))).Lineage);
        Assert.Equal(EnclaveState.Waiting, enclave.Status.State);
        Assert.NotNull((await enclave.Client.DoAsync(operators.Keys[1], SystemOperations.AcceptState, right)).Lineage);
        Assert.Equal(EnclaveState.Serving, enclave.Status.State);
        (await enclave.Client.CallAsync(operators.Keys[2], SystemOperations.AcceptState, right)).MustBeRefused(ErrorCode.Conflict);
    }

    [Fact]
    public async Task What_was_signed_for_one_boot_counts_nothing_in_the_next()
    {
        AcceptStateRequest earlier;
        using (WaitingEnclave enclave = await RestoredAsync())
        {
            earlier = Request(enclave);
            await enclave.Client.DoAsync(operators.Keys[0], SystemOperations.AcceptState, earlier);
        }

        using WaitingEnclave next = await RestoredAsync();
        (await next.Client.CallAsync(operators.Keys[0], SystemOperations.AcceptState, earlier)).MustBeRefused(ErrorCode.InvalidRequest);
        Assert.Null((await next.Client.DoAsync(operators.Keys[1], SystemOperations.AcceptState, Request(next))).Lineage);
        Assert.Equal(EnclaveState.Waiting, next.Status.State);
    }

    [Fact]
    public async Task Where_nothing_is_missing_or_nobody_holds_the_key_there_is_nothing_to_accept()
    {
        using WaitingEnclave waiting = new(module, operators.Configuration, store);
        StatePoint point = new() { Lineage = new string('0', 32), Sequence = 1, Head = new string('0', 64) };
        AcceptStateRequest request = Request(waiting, found: point, wanted: point);
        (await waiting.Client.CallAsync(operators.Keys[0], SystemOperations.AcceptState, request)).MustBeRefused(ErrorCode.NotReady);
        await operators.ProvideAsync(waiting, dealt, isNew: false);
        (await waiting.Client.CallAsync(operators.Keys[0], SystemOperations.AcceptState, request)).MustBeRefused(ErrorCode.Conflict);
        using TestEnclave alone = new();
        (await alone.Client.CallAsync(operators.Keys[0], SystemOperations.AcceptState, request)).MustBeRefused(ErrorCode.Conflict);
    }

    /// <summary>A boot on the backup, to which an operator provides who has seen what came after it.</summary>
    private async Task<WaitingEnclave> RestoredAsync()
    {
        WaitingEnclave enclave = new(module, operators.Configuration, backup);
        await operators.ProvideAsync(enclave, dealt, Seen);
        await enclave.UntilToldAsync("state.halted");
        Assert.Equal(StateProblemCode.RolledBack, enclave.Status.StateProblem!.Code);
        return enclave;
    }

    private AcceptStateRequest Request(
        WaitingEnclave enclave, string? genesisId = null, string? bootId = null, StatePoint? found = null, StatePoint? wanted = null, string? reason = null) => new()
        {
            GenesisId = genesisId ?? Convert.ToHexStringLower(GenesisRecord.IdOf(dealt.Genesis)),
            BootId = bootId ?? Convert.ToHexStringLower(enclave.BootId),
            Found = found ?? enclave.Status.StateProblem!.Found!,
            Wanted = wanted ?? enclave.Status.StateProblem!.Wanted!,
            Reason = reason ?? "the disk burnt",
        };

    private StampingClient Client(WaitingEnclave enclave) => enclave.Connect(Convert.ToHexStringLower(GenesisRecord.IdOf(dealt.Genesis)));

    private static ReceiptClaims Told(Reply reply)
    {
        Assert.True(Receipt.TryRead(reply.MustSucceed().Receipt, out Receipt? receipt));
        return receipt.Claims;
    }
}

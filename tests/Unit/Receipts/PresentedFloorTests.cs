using System.Text;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.Receipts;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>Floors that come in stamps, to a real host: true ones, false ones, and those that show a store that was put back.</summary>
public sealed class PresentedFloorTests : IDisposable
{
    private readonly TestModule module = new();
    private readonly TestKey owner = new();

    public void Dispose()
    {
        module.Dispose();
        owner.Dispose();
    }

    [Fact]
    public async Task A_floor_that_is_behind_or_at_the_state_is_served_also_by_a_later_boot_and_sealed()
    {
        MemoryStore store = new();
        StampFloor first;
        using (TestEnclave enclave = new(store))
        {
            await enclave.RegisterAsync(owner);
            first = await ChangeAsync(enclave);
            StampFloor second = await ChangeAsync(enclave, first);
            Assert.Equal(first.Sequence + 1, second.Sequence);
            await ChangeAsync(enclave, second);
            await ChangeAsync(enclave, first);
        }

        using TestEnclave next = new(store, module: module.Module);
        await ChangeAsync(next, first);
        SealingClient sealing = await SealingClient.OfAsync(next.Client);
        SealedLetter letter = sealing.Seal(owner, AccountOperations.GetAccount, "{}"u8.ToArray(), claiming: claims => claims with { Floor = first });
        (await sealing.AskAsync(letter)).MustSucceed();
        letter = sealing.Seal(owner, AccountOperations.GetAccount, "{}"u8.ToArray(), claiming: claims => claims with { Floor = first with { Mac = new byte[32] } });
        (await sealing.AskAsync(letter)).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task A_false_floor_is_refused_as_a_bad_stamp_and_harms_nobody()
    {
        using TestEnclave enclave = new();
        await enclave.RegisterAsync(owner);
        StampFloor told = await ChangeAsync(enclave);
        List<StampFloor> lies =
        [
            told with { Sequence = told.Sequence + 1 },
            told with { Sequence = long.MaxValue },
            told with { Lineage = Flipped(told.Lineage, 3) },
            told with { Head = Flipped(told.Head, 30) },
            told with { Mac = new byte[32] },
            .. Enumerable.Range(0, 32).Select(i => told with { Mac = Flipped(told.Mac, i) }),
        ];
        foreach (StampFloor lie in lies)
        {
            (await SendAsync(enclave, lie)).MustBeRefused(ErrorCode.Unauthenticated);
        }

        (await enclave.Client.SendAsync(enclave.Client.Stamped(
            owner, AccountOperations.Register,
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(TestEnclave.Registration(owner), AccountOperations.Register.Request),
            claiming: claims => claims with { Floor = lies[0] }))).MustBeRefused(ErrorCode.Unauthenticated);
        await ChangeAsync(enclave, told);
        Assert.Null((await StatusAsync(enclave)).StateProblem);
    }

    [Fact]
    public async Task A_floor_of_another_deployment_or_mode_is_false_whatever_it_says()
    {
        using Deployment ours = TestState.Deploy(isNew: true);
        using Deployment theirs = TestState.Deploy(isNew: true, rootByte: 2);
        using Deployment nitro = TestState.Deploy(isNew: true, EnclaveMode.Nitro);
        using TestState state = await TestState.OpenAsync();
        CommitPoint point = state.Store.Point!.Value;
        using FloorKey known = new(ours.RootKey, ours.Mode);
        Assert.True(known.Knows(point, known.MacOf(point)));
        foreach (Deployment other in (Deployment[])[theirs, nitro])
        {
            using FloorKey key = new(other.RootKey, other.Mode);
            Assert.False(known.Knows(point, key.MacOf(point)));
        }

        Assert.False(known.Knows(FloorTests.Other(point), known.MacOf(point)));
        Assert.False(known.Knows(point, known.MacOf(point).AsSpan(0, 31)));
    }

    [Fact]
    public async Task A_store_put_back_halts_for_everybody_once_one_client_presents_what_he_saw()
    {
        using TestKey other = new();
        MemoryStore store = new();
        MemoryStore older;
        StampFloor seen;
        using (TestEnclave enclave = new(store))
        {
            await enclave.RegisterAsync(owner);
            await enclave.RegisterAsync(other);
            older = store.Copy();
            await ChangeAsync(enclave);
            await ChangeAsync(enclave);
            seen = await ChangeAsync(enclave);
        }

        using TestEnclave back = new(older);
        (await SendAsync(back, floor: null)).MustSucceed();
        Reply refused = (await SendAsync(back, seen)).MustBeRefused(ErrorCode.RolledBack);
        Assert.Contains($"sequence {seen.Sequence}, head {Convert.ToHexStringLower(seen.Head.Span)}", refused.Message, StringComparison.Ordinal);
        (await SendAsync(back, floor: null)).MustBeRefused(ErrorCode.RolledBack);
        (await back.Client.CallAsync(other, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.RolledBack);
        (await back.Client.SendAsync(new Request("p", "system", "ping", "{}"u8.ToArray(), "") { WantReceipt = true })).MustBeRefused(ErrorCode.NotReady);
        EnclaveStatus status = await StatusAsync(back);
        Assert.Equal((EnclaveState.Waiting, StateProblemCode.RolledBack), (status.State, status.StateProblem!.Code));
        Assert.Equal(seen.Sequence, status.StateProblem.Wanted!.Sequence);
        await back.UntilToldAsync("state.rolledBack");
    }

    [Fact]
    public async Task Two_enclaves_of_forked_copies_serve_until_a_client_of_one_comes_to_the_other()
    {
        MemoryStore store = new();
        using (TestEnclave enclave = new(store))
        {
            await enclave.RegisterAsync(owner);
        }

        using TestEnclave one = new(store.Copy());
        using TestEnclave other = new(store.Copy());
        StampFloor ofOne = await ChangeAsync(one);
        StampFloor ofOther = await ChangeAsync(other);
        for (int i = 0; i < 5; i++)
        {
            ofOne = await ChangeAsync(one, ofOne);
            ofOther = await ChangeAsync(other, ofOther);
        }

        // The client of one comes to the other: now it is known there, and nobody goes on on it.
        (await SendAsync(other, ofOne)).MustBeRefused(ErrorCode.RolledBack);
        (await SendAsync(other, ofOther)).MustBeRefused(ErrorCode.RolledBack);
        await ChangeAsync(one, ofOne);
    }

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes, int at)
    {
        byte[] flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }

    private static async Task<EnclaveStatus> StatusAsync(TestEnclave enclave) =>
        (await enclave.Client.SendAsync(new Request(enclave.Client.NextId(), "system", "getStatus", "{}"u8.ToArray(), "")))
            .MustBe(SystemOperations.GetStatus.Response).Enclave!;

    /// <summary>Makes a change, with a floor in its stamp, and gives the state that its receipt tells.</summary>
    private async Task<StampFloor> ChangeAsync(TestEnclave enclave, StampFloor? floor = null)
    {
        Reply reply = (await SendAsync(enclave, floor)).MustSucceed();
        Assert.True(Receipt.TryRead(reply.Receipt, out Receipt? receipt));
        ReceiptClaims claims = receipt.Claims;
        return new StampFloor { Lineage = claims.Lineage, Sequence = claims.Sequence, Head = claims.Head, Mac = claims.FloorMac };
    }

    private Task<Reply> SendAsync(TestEnclave enclave, StampFloor? floor) => enclave.Client.SendAsync(enclave.Client.Stamped(
        owner, WalletOperations.CreateWallet, Encoding.UTF8.GetBytes("""{"name":"x"}"""), Guid.NewGuid().ToString("N"), claims => claims with { Floor = floor }));
}

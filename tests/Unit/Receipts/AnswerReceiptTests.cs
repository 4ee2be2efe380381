using System.Text;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>Which answers of a real host have receipts, and what these say.</summary>
public sealed class AnswerReceiptTests : IDisposable
{
    private readonly TestModule module = new();
    private readonly TestKey owner = new();

    public void Dispose()
    {
        module.Dispose();
        owner.Dispose();
    }

    [Fact]
    public async Task A_change_and_a_read_have_one_that_the_boot_s_document_vouches_for()
    {
        using TestEnclave enclave = new(module: module.Module);
        BootIdentity boot = await BootAsync(enclave);
        RegisterResponse registered = await enclave.RegisterAsync(owner);
        Request change = Creating(enclave, "Savings");
        Reply changed = (await enclave.Client.SendAsync(change)).MustSucceed();
        ReceiptClaims claims = Verify(boot, change, changed);
        Assert.Equal((owner.Id, registered.AccountId), (claims.KeyId, claims.AccountId));
        Assert.Equal(enclave.GenesisId, Convert.ToHexStringLower(claims.GenesisId.Span));
        Assert.Equal(enclave.Time.GetUtcNow(), claims.Time);
        Assert.True(claims.Salt.IsEmpty);

        Request read = enclave.Client.Stamped(owner, WalletOperations.ListWallets, "{}"u8.ToArray());
        ReceiptClaims seen = Verify(boot, read, (await enclave.Client.SendAsync(read)).MustSucceed());
        Assert.Equal((claims.Sequence, Hex(claims.Head), Hex(claims.FloorMac)), (seen.Sequence, Hex(seen.Head), Hex(seen.FloorMac)));

        Request next = Creating(enclave, "More");
        ReceiptClaims later = Verify(boot, next, (await enclave.Client.SendAsync(next)).MustSucceed());
        Assert.Equal(claims.Sequence + 1, later.Sequence);
        Assert.NotEqual(Hex(claims.Head), Hex(later.Head));
        Assert.NotEqual(Hex(claims.FloorMac), Hex(later.FloorMac));
        Assert.Equal(Hex(claims.Lineage), Hex(later.Lineage));
        Assert.Null(ReceiptFloor.Of(claims).Judge(ReceiptFloor.Of(later)));
    }

    [Fact]
    public async Task A_sealed_answer_has_its_receipt_inside_over_hashes_that_nobody_else_can_guess()
    {
        using TestEnclave enclave = new(module: module.Module);
        BootIdentity boot = await BootAsync(enclave);
        await enclave.RegisterAsync(owner);
        SealingClient sealing = await SealingClient.OfAsync(enclave.Client);
        byte[] payload = "{}"u8.ToArray();
        SealedLetter letter = sealing.Seal(owner, AccountOperations.GetAccount, payload);
        Reply outside = (await sealing.SendAsync(letter)).MustSucceed();
        Assert.Equal("", outside.Receipt);
        Reply inside = SealingClient.Open(letter, outside.Sealed).MustSucceed();
        Request asked = new(letter.Id, letter.Service, letter.Operation, payload, "");
        ReceiptClaims claims = Verify(boot, asked, inside);
        Assert.Equal(16, claims.Salt.Length);
        Assert.NotEqual(Hex(ReceiptHash.Of([], payload)), Hex(claims.RequestHash));
        SealedLetter again = sealing.Seal(owner, AccountOperations.GetAccount, payload);
        ReceiptClaims other = Verify(boot, asked with { Id = again.Id }, (await sealing.AskAsync(again)).MustSucceed());
        Assert.NotEqual(Hex(claims.Salt), Hex(other.Salt));
    }

    [Fact]
    public async Task Long_work_and_what_is_only_audited_have_one_too()
    {
        using TestEnclave enclave = new(module: module.Module);
        BootIdentity boot = await BootAsync(enclave);
        await enclave.RegisterAsync(owner);
        byte[] payload = Encoding.UTF8.GetBytes($$"""{"name":"old","wif":"{{TestWif}}","blindSigning":true}""");
        Request import = enclave.Client.Stamped(owner, WalletOperations.ImportWallet, payload, "import");
        Reply first = (await enclave.Client.SendAsync(import)).MustSucceed();
        ReceiptClaims claims = Verify(boot, import, first);
        Request again = enclave.Client.Stamped(owner, WalletOperations.ImportWallet, payload, "import");
        Reply second = (await enclave.Client.SendAsync(again)).MustSucceed();
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(claims.Sequence, Verify(boot, again, second).Sequence);

        string walletId = System.Text.Json.JsonDocument.Parse(first.Text).RootElement.GetProperty("walletId").GetString()!;
        byte[] signing = Encoding.UTF8.GetBytes($$"""{"walletId":"{{walletId}}","format":"raw","encoding":"hex","data":"00"}""");
        Request sign = enclave.Client.Stamped(owner, WalletOperations.SignData, signing);
        Assert.Equal(claims.Sequence + 1, Verify(boot, sign, (await enclave.Client.SendAsync(sign)).MustSucceed()).Sequence);
    }

    [Fact]
    public async Task A_remembered_answer_is_signed_anew_over_the_same_bytes_at_the_state_that_there_is_now()
    {
        using TestEnclave enclave = new(module: module.Module);
        BootIdentity boot = await BootAsync(enclave);
        Request registering = enclave.Client.Stamped(
            owner, AccountOperations.Register,
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(TestEnclave.Registration(owner), AccountOperations.Register.Request));
        Reply registered = (await enclave.Client.SendAsync(registering)).MustSucceed();
        Request change = Creating(enclave, "Savings");
        Reply first = (await enclave.Client.SendAsync(change)).MustSucceed();
        await enclave.Client.SendAsync(Creating(enclave, "More"));
        enclave.Time.Advance(TimeSpan.FromSeconds(3));

        Reply second = (await enclave.Client.SendAsync(change)).MustSucceed();
        Assert.Equal(first.Text, second.Text);
        Assert.NotEqual(first.Receipt, second.Receipt);
        (ReceiptClaims before, ReceiptClaims after) = (Verify(boot, change, first), Verify(boot, change, second));
        Assert.Equal(before.Sequence + 1, after.Sequence);
        Assert.Equal(Hex(before.ResponseHash), Hex(after.ResponseHash));
        Assert.Equal(before.Time.AddSeconds(3), after.Time);

        Reply registeredAgain = (await enclave.Client.SendAsync(registering)).MustSucceed();
        Assert.Equal(registered.Text, registeredAgain.Text);
        Assert.Equal(Verify(boot, registering, registered).AccountId, Verify(boot, registering, registeredAgain).AccountId);
    }

    [Fact]
    public async Task What_failed_has_none()
    {
        using TestEnclave enclave = new();
        await enclave.RegisterAsync(owner);
        Request creating = Creating(enclave, "Savings");
        Reply[] replies =
        [
            await enclave.Client.SendAsync(enclave.Client.Stamped(owner, WalletOperations.GetWallet, """{"walletId":"wal_none"}"""u8.ToArray())),
            await enclave.Client.SendAsync(creating with { Id = "other" }),
            await enclave.Client.SendAsync(creating with { Auth = "" }),
            await enclave.Client.SendAsync(new Request("no", "system", "ping", """{"echo":1}"""u8.ToArray(), "") { WantReceipt = true }),
        ];
        Assert.All(replies, reply => Assert.Equal((true, ""), (reply.Code is not null, reply.Receipt)));
    }

    [Fact]
    public async Task A_public_operation_has_one_for_who_asks()
    {
        using TestEnclave enclave = new(module: module.Module);
        BootIdentity boot = await BootAsync(enclave);
        Request ping = new("ping-1", "system", "ping", """{"echo":"x"}"""u8.ToArray(), "");
        Assert.Equal("", (await enclave.Client.SendAsync(ping)).MustSucceed().Receipt);
        Request asking = ping with { WantReceipt = true };
        Reply answered = (await enclave.Client.SendAsync(asking)).MustSucceed();
        ReceiptClaims claims = Verify(boot, asking, answered);
        Assert.Equal((null, null), (claims.KeyId, claims.AccountId));

        // An operation that is served away from the connection's thread has one likewise.
        Request attest = new("attest-1", "system", "getAttestation", "{}"u8.ToArray(), "") { WantReceipt = true };
        Assert.Equal(claims.Sequence, Verify(boot, attest, (await enclave.Client.SendAsync(attest)).MustSucceed()).Sequence);
    }

    [Fact]
    public async Task Another_boot_signs_with_another_key_and_knows_the_floor_again()
    {
        MemoryStore store = new();
        ReceiptClaims before;
        BootIdentity first;
        using (TestEnclave enclave = new(store, module: module.Module))
        {
            first = await BootAsync(enclave);
            await enclave.RegisterAsync(owner);
            Request change = Creating(enclave, "Savings");
            before = Verify(first, change, (await enclave.Client.SendAsync(change)).MustSucceed());
        }

        using TestEnclave next = new(store, module: module.Module);
        BootIdentity second = await BootAsync(next);
        Request read = next.Client.Stamped(owner, WalletOperations.ListWallets, "{}"u8.ToArray());
        Reply answer = (await next.Client.SendAsync(read)).MustSucceed();
        ReceiptClaims after = Verify(second, read, answer);
        Assert.NotEqual(Hex(first.ReceiptKey), Hex(second.ReceiptKey));
        Assert.True(Receipt.TryRead(answer.Receipt, out Receipt? receipt));
        Assert.Equal(ReceiptCheck.Boot, ReceiptVerifier.Origin(receipt, first));
        Assert.Equal(Hex(before.Lineage), Hex(after.Lineage));
        Assert.Null(ReceiptFloor.Of(before).Judge(ReceiptFloor.Of(after)));
    }

    [Fact]
    public async Task An_older_store_at_a_start_and_a_fork_of_it_are_seen_by_who_kept_a_floor()
    {
        MemoryStore store = new();
        ReceiptFloor floor;
        MemoryStore old;
        using (TestEnclave enclave = new(store, module: module.Module))
        {
            await enclave.RegisterAsync(owner);
            old = store.Copy();
            Request change = Creating(enclave, "one");
            Reply answer = (await enclave.Client.SendAsync(change)).MustSucceed();
            for (int i = 0; i < 3; i++)
            {
                answer = (await enclave.Client.SendAsync(Creating(enclave, "another"))).MustSucceed();
            }

            Assert.True(Receipt.TryRead(answer.Receipt, out Receipt? receipt));
            floor = ReceiptFloor.Of(receipt.Claims);
        }

        // The enclave has no way to know; it serves, until somebody compares.
        using TestEnclave forked = new(old, module: module.Module);
        List<ReceiptCheck?> found = [];
        for (int i = 0; i < 8; i++)
        {
            Reply answer = (await forked.Client.SendAsync(Creating(forked, "elsewhere"))).MustSucceed();
            Assert.True(Receipt.TryRead(answer.Receipt, out Receipt? receipt));
            found.Add(floor.Judge(ReceiptFloor.Of(receipt.Claims)));
        }

        Assert.Equal(ReceiptCheck.RolledBack, found[0]);
        Assert.Contains(ReceiptCheck.Forked, found);
        Assert.Null(found[^1]); // beyond the floor nothing tells any more, so who saw it stops at the first
    }

    private const string TestWif = "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn";

    private static async Task<BootIdentity> BootAsync(TestEnclave enclave)
    {
        Reply answer = await enclave.Client.SendAsync(new Request(enclave.Client.NextId(), "system", "getAttestation", "{}"u8.ToArray(), ""));
        GetAttestationResponse boot = answer.MustBe(SystemOperations.GetAttestation.Response);
        return BootIdentity.Read(boot.Identity.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));
    }

    private static ReceiptClaims Verify(BootIdentity boot, Request request, Reply reply)
    {
        Assert.True(Receipt.TryRead(reply.Receipt, out Receipt? receipt), reply.Receipt);
        Assert.Null(ReceiptVerifier.Origin(receipt, boot));
        Assert.Null(ReceiptVerifier.Content(receipt, new ReceiptExpectation
        {
            RequestId = request.Id,
            Service = request.Service,
            Operation = request.Operation,
            Request = request.Payload,
            Response = reply.Payload,
        }));
        return receipt.Claims;
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

    private Request Creating(TestEnclave enclave, string name) =>
        enclave.Client.Stamped(owner, WalletOperations.CreateWallet, Encoding.UTF8.GetBytes($$"""{"name":"{{name}}"}"""));
}

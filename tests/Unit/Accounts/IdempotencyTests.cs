using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>A request that comes again is answered again, and done once.</summary>
public sealed class IdempotencyTests : IDisposable
{
    private readonly TestKey owner = new();
    private readonly TestKey helper = new();
    private readonly TestKey third = new();

    public void Dispose()
    {
        owner.Dispose();
        helper.Dispose();
        third.Dispose();
    }

    [Fact]
    public async Task The_same_request_stamped_anew_is_the_same()
    {
        using TestEnclave enclave = new();
        await enclave.RegisterAsync(owner);
        Reply first = (await AddAsync(enclave, helper, "add")).MustSucceed();
        enclave.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(first.Text, (await AddAsync(enclave, helper, "add")).MustSucceed().Text);
        (await AddAsync(enclave, third, "add")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        (await RenameAsync(enclave, "x", "add")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        enclave.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await AddAsync(enclave, helper, "add")).MustBeRefused(ErrorCode.Conflict);
        (await RenameAsync(enclave, "x", "add")).MustSucceed();
        (await AddAsync(enclave, helper, "add")).MustBeRefused(ErrorCode.IdempotencyMismatch);
    }

    [Fact]
    public async Task The_same_payload_for_another_operation_is_another_request()
    {
        using TestEnclave enclave = new();
        await enclave.RegisterAsync(owner);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*"]));
        string payload = $"{{\"keyId\":\"{helper.Id}\"}}";
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(payload);
        (await enclave.Client.SendAsync(enclave.Client.Stamped(owner, AccountOperations.UpdateKey, bytes, "one"))).MustSucceed();
        (await enclave.Client.SendAsync(enclave.Client.Stamped(owner, AccountOperations.RevokeKey, bytes, "one"))).MustBeRefused(ErrorCode.IdempotencyMismatch);
    }

    [Fact]
    public async Task What_was_not_done_is_not_remembered()
    {
        using TestEnclave enclave = new();
        await enclave.RegisterAsync(owner);
        RevokeKeyRequest revoking = new() { KeyId = helper.Id };
        (await enclave.Client.CallAsync(owner, AccountOperations.RevokeKey, revoking, "one")).MustBeRefused(ErrorCode.NotFound);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*"]));
        (await enclave.Client.CallAsync(owner, AccountOperations.RevokeKey, revoking, "one")).MustSucceed();
    }

    [Fact]
    public async Task A_remembered_answer_is_given_to_whom_may_still_ask()
    {
        using TestEnclave enclave = new();
        await enclave.RegisterAsync(owner);
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*", "account.addKey"]));
        AddKeyRequest adding = TestEnclave.Adding(third, ["account.*"]);
        Reply first = (await enclave.Client.CallAsync(helper, AccountOperations.AddKey, adding, "one")).MustSucceed();
        Assert.Equal(first.Text, (await enclave.Client.CallAsync(owner, AccountOperations.AddKey, adding, "one")).MustSucceed().Text);
        await enclave.Client.DoAsync(owner, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = helper.Id, Scopes = ["account.*"] });
        (await enclave.Client.CallAsync(helper, AccountOperations.AddKey, adding, "one")).MustBeRefused(ErrorCode.Forbidden);
        await enclave.Client.DoAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = helper.Id });
        (await enclave.Client.CallAsync(helper, AccountOperations.AddKey, adding, "one")).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task One_request_over_many_lines_at_once_is_done_once()
    {
        using TestEnclave enclave = new();
        await enclave.RegisterAsync(owner);
        Request request = enclave.Client.Stamped(
            owner, AccountOperations.AddKey,
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(TestEnclave.Adding(helper, ["account.*"]), AccountOperations.AddKey.Request));
        List<StampingClient> lines = [.. Enumerable.Range(0, 8).Select(_ => enclave.Connect())];
        Reply[] replies = await Task.WhenAll(lines.Select(line => line.SendAsync(request)));
        Assert.Single(replies.Select(reply => reply.MustSucceed().Text).Distinct());
        Assert.Single(await enclave.EventsAsync(owner), done => done.Operation == "addKey");
        lines.ForEach(line => line.Dispose());
    }

    [Fact]
    public async Task An_account_makes_so_many_changes_a_day()
    {
        using TestEnclave enclave = new(configuration: """{"maxRememberedResponses":16}""");
        await enclave.RegisterAsync(owner);
        for (int i = 1; i < 16; i++)
        {
            (await RenameAsync(enclave, "x", $"change-{i}")).MustSucceed();
        }

        (await RenameAsync(enclave, "y", "one too many")).MustBeRefused(ErrorCode.Overloaded);
        (await RenameAsync(enclave, "x", "change-1")).MustSucceed();
        (await RenameAsync(enclave, "y", "change-1")).MustBeRefused(ErrorCode.IdempotencyMismatch);

        // Another account is not concerned.
        await enclave.RegisterAsync(helper);

        enclave.Time.Advance(TimeSpan.FromHours(24));
        for (int i = 0; i < 16; i++)
        {
            (await RenameAsync(enclave, "z", $"next day {i}")).MustSucceed();
        }

        (await RenameAsync(enclave, "z", "one too many")).MustBeRefused(ErrorCode.Overloaded);
    }

    [Fact]
    public async Task A_requestId_used_again_a_day_later_is_remembered_for_its_own_day()
    {
        using TestEnclave enclave = new(configuration: """{"maxRememberedResponses":16}""");
        await enclave.RegisterAsync(owner);
        (await RenameAsync(enclave, "a", "id")).MustSucceed();
        for (int day = 0; day < 3; day++)
        {
            enclave.Time.Advance(TimeSpan.FromHours(24));
            (await RenameAsync(enclave, $"day {day}", "id")).MustSucceed();
            for (int i = 0; i < 15; i++)
            {
                (await RenameAsync(enclave, "b", $"{day} {i}")).MustSucceed();
            }

            // The cap counts it once, and what is forgotten is not this one.
            (await RenameAsync(enclave, "c", $"{day} more")).MustBeRefused(ErrorCode.Overloaded);
            (await RenameAsync(enclave, $"day {day}", "id")).MustSucceed();
            (await RenameAsync(enclave, "other", "id")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        }
    }

    /// <summary>Wherever the enclave dies, a request that is sent again has been done once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_commit_a_repeat_is_done_once(bool afterwards)
    {
        for (int step = 0; ; step++)
        {
            MemoryStore store = new();
            TestTime time = new();
            bool died = await LiveAsync(store, time, step, afterwards);
            using TestEnclave enclave = new(store, time);
            await enclave.RegisterAsync(owner, id: "register");
            (await AddAsync(enclave, helper, "add")).MustSucceed();
            (await RenameAsync(enclave, "renamed", "rename")).MustSucceed();
            Assert.Equal(["register", "addKey", "updateAccount"], (await enclave.EventsAsync(owner)).Select(done => done.Operation));
            if (!died)
            {
                Assert.True(step >= 3, "Each request has a commit of its own.");
                return;
            }
        }
    }

    /// <summary>Lives until so many commits of requests were made; the next one is not answered, and done or not. Tells whether it came to that.</summary>
    private async Task<bool> LiveAsync(MemoryStore store, TestTime time, int commits, bool afterwards)
    {
        using TestEnclave enclave = new(store, time, configuration: """{"hostTimeoutMs":600000}""");
        bool died = false;
        TaskCompletionSource dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        enclave.Records.OnCommit = _ =>
        {
            if (died || commits-- > 0)
            {
                return died ? Fate.Lost : Fate.Done;
            }

            died = true;
            dead.SetResult();
            return afterwards ? Fate.DoneThenLost : Fate.Lost;
        };
        Task work = WorkAsync(enclave);
        await Task.WhenAny(work, dead.Task);
        enclave.Patience = TimeSpan.Zero;
        return died;
    }

    private async Task WorkAsync(TestEnclave enclave)
    {
        await enclave.RegisterAsync(owner, id: "register");
        (await AddAsync(enclave, helper, "add")).MustSucceed();
        (await RenameAsync(enclave, "renamed", "rename")).MustSucceed();
    }

    private Task<Reply> AddAsync(TestEnclave enclave, TestKey key, string id) =>
        enclave.Client.CallAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(key, ["account.*"]), id);

    private Task<Reply> RenameAsync(TestEnclave enclave, string name, string id) =>
        enclave.Client.CallAsync(owner, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = name }, id);
}

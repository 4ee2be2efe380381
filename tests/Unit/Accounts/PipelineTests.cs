using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>What the pipeline does around handlers that no service has yet.</summary>
public sealed class PipelineTests : IDisposable
{
    private static readonly Table Notes = new("test-note");

    private readonly TestKey owner = new();
    private readonly TestKey helper = new();

    public void Dispose()
    {
        owner.Dispose();
        helper.Dispose();
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public async Task A_long_answer_is_not_kept_but_its_hash_is(int length, bool kept)
    {
        Operation<Note, Note> write = PipelineWorld.Operation("write");
        string text = new('x', length - "{\"text\":\"\"}".Length);
        int runs = 0;
        using PipelineWorld world = await PipelineWorld.OpenAsync(
            map => map.Bind(write, (_, call) => Count(ref runs, Put(call, text))), [write]);
        await world.RegisterAsync(owner);
        Reply first = (await world.Client.CallAsync(owner, write, new Note(), "one")).MustSucceed();
        Assert.Equal(length, first.Payload.Length);
        Reply again = await world.Client.CallAsync(owner, write, new Note(), "one");
        Assert.Equal(kept ? null : ErrorCode.AlreadyDone, again.Code);
        Assert.Equal(kept ? first.Text : "", again.Text);
        Assert.Equal(!kept, again.Message.Contains(Convert.ToHexStringLower(SHA256.HashData(first.Payload)), StringComparison.Ordinal));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_confidential_answer_is_neither_kept_nor_told_of()
    {
        Operation<Note, Note> export = PipelineWorld.Operation("export", confidential: Confidential.Response);
        using PipelineWorld world = await PipelineWorld.OpenAsync(map => map.Bind(export, (_, call) => Put(call, "secret")), [export]);
        await world.RegisterAsync(owner);
        Assert.Equal("secret", (await world.Client.DoAsync(owner, export, new Note(), "one")).Text);
        Reply again = await world.Client.CallAsync(owner, export, new Note(), "one");
        again.MustBeRefused(ErrorCode.AlreadyDone);
        Assert.DoesNotMatch("[0-9a-f]{16}", again.Message);
    }

    [Fact]
    public async Task What_a_handler_refuses_is_not_changed_and_policy_is_recorded()
    {
        Operation<Note, Note> deny = PipelineWorld.Operation("deny");
        Operation<Note, Note> read = PipelineWorld.Operation("read", Effects.None);
        using PipelineWorld world = await PipelineWorld.OpenAsync(
            map => map
                .Bind(deny, (request, call) =>
                {
                    call.Target = "wal_x";
                    Put(call, "denied");
                    throw new RequestException(ErrorCode.Find(request.Text!)!, "No.");
                })
                .Bind(read, (_, call) => ReadAsync(call)),
            [deny, read]);
        await world.RegisterAsync(owner);
        (await world.Client.CallAsync(owner, deny, new Note { Text = "policyDenied" })).MustBeRefused(ErrorCode.PolicyDenied);
        (await world.Client.CallAsync(owner, deny, new Note { Text = "forbidden" })).MustBeRefused(ErrorCode.Forbidden);
        (await world.Client.CallAsync(owner, deny, new Note { Text = "conflict" })).MustBeRefused(ErrorCode.Conflict);
        Assert.Null((await world.Client.DoAsync(owner, read, new Note())).Text);
        Assert.Equal(
            ["register ok ", "deny policyDenied wal_x", "deny forbidden wal_x"],
            (await world.EventsAsync(owner)).Select(done => $"{done.Operation} {done.Outcome} {(done.Sequence == 1 ? "" : done.Target)}"));
    }

    [Fact]
    public async Task An_operation_without_effects_has_none()
    {
        Operation<Note, Note> cheat = PipelineWorld.Operation("cheat", Effects.None);
        Operation<Note, Note> audited = PipelineWorld.Operation("sign", Effects.None, audited: true);
        using PipelineWorld world = await PipelineWorld.OpenAsync(
            map => map.Bind(cheat, (_, call) => Put(call, "x")).Bind(audited, (request, call) => request.Text is null ? ReadAsync(call) : Put(call, "x")),
            [cheat, audited]);
        await world.RegisterAsync(owner);
        (await world.Client.CallAsync(owner, cheat, new Note())).MustBeRefused(ErrorCode.InternalError);
        (await world.Client.CallAsync(owner, audited, new Note { Text = "x" })).MustBeRefused(ErrorCode.InternalError);
        Assert.All(world.Faults, fault => Assert.IsType<InvalidOperationException>(fault));
        (await world.Client.CallAsync(owner, audited, new Note(), "one")).MustSucceed();
        (await world.Client.CallAsync(owner, audited, new Note(), "one")).MustSucceed();
        Assert.Equal(["register", "sign", "sign"], (await world.EventsAsync(owner)).Select(done => done.Operation));
    }

    /// <summary>Events that remember nothing must not keep what is remembered from being forgotten.</summary>
    [Fact]
    public async Task What_is_old_is_forgotten_also_among_many_other_events()
    {
        Operation<Note, Note> write = PipelineWorld.Operation("write");
        Operation<Note, Note> sign = PipelineWorld.Operation("sign", Effects.None, audited: true);
        using PipelineWorld world = await PipelineWorld.OpenAsync(
            map => map.Bind(write, (_, call) => Put(call, "x")).Bind(sign, (_, call) => ReadAsync(call)), [write, sign], maxRemembered: 16);
        await world.RegisterAsync(owner);
        for (int i = 0; i < 300; i++)
        {
            await world.Client.DoAsync(owner, sign, new Note());
        }

        for (int i = 0; i < 15; i++)
        {
            await world.Client.DoAsync(owner, write, new Note());
        }

        (await world.Client.CallAsync(owner, write, new Note())).MustBeRefused(ErrorCode.Overloaded);
        world.Time.Advance(TimeSpan.FromHours(25));

        // One look of a full account reaches 200 events, and what it finds out is kept although the request is refused.
        Reply[] replies = [await world.Client.CallAsync(owner, write, new Note()), await world.Client.CallAsync(owner, write, new Note())];
        Assert.Null(replies[^1].Code);
        for (int i = 0; i < 14; i++)
        {
            await world.Client.DoAsync(owner, write, new Note());
        }
    }

    [Fact]
    public async Task Long_work_is_done_once_and_only_for_whom_may()
    {
        Operation<Note, Note> import = PipelineWorld.Operation("import");
        Work work = new();
        using PipelineWorld world = await PipelineWorld.OpenAsync(
            map => map.Bind(import, (_, preparation) => work.PrepareAsync(preparation), (_, prepared, call) => Put(call, prepared.Text)), [import]);
        await world.RegisterAsync(owner);
        await world.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*"]));
        (await world.Client.CallAsync(helper, import, new Note())).MustBeRefused(ErrorCode.Forbidden);
        Assert.Equal(0, work.Begun);
        Assert.Equal(owner.Id, (await world.Client.DoAsync(owner, import, new Note(), "one")).Text);
        Assert.Equal(owner.Id, (await world.Client.DoAsync(owner, import, new Note(), "one")).Text);
        (await world.Client.CallAsync(owner, import, new Note { Text = "x" }, "one")).MustBeRefused(ErrorCode.IdempotencyMismatch);
        Assert.Equal((1, 1), (work.Begun, work.Ended));
        work.Refusal = new RequestException(ErrorCode.PolicyDenied, "No.");
        (await world.Client.CallAsync(owner, import, new Note())).MustBeRefused(ErrorCode.PolicyDenied);
        Assert.Equal(
            ["register ok", "addKey ok", "import forbidden", "import ok", "import policyDenied"],
            (await world.EventsAsync(owner)).Select(done => $"{done.Operation} {done.Outcome}"));
    }

    [Fact]
    public async Task A_key_revoked_during_long_work_does_nothing()
    {
        Operation<Note, Note> import = PipelineWorld.Operation("import");
        Operation<Note, Note> read = PipelineWorld.Operation("read", Effects.None);
        Work work = new() { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        using PipelineWorld world = await PipelineWorld.OpenAsync(
            map => map
                .Bind(import, (_, preparation) => work.PrepareAsync(preparation), (_, prepared, call) => Put(call, prepared.Text))
                .Bind(read, (_, call) => ReadAsync(call)),
            [import, read]);
        await world.RegisterAsync(owner);
        await world.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["wallet.*"]));
        Task<Reply> importing = world.Client.CallAsync(helper, import, new Note());
        await work.Reached.Task;
        await world.Client.DoAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = helper.Id });
        work.Gate.SetResult();
        (await importing).MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Null((await world.Client.DoAsync(owner, read, new Note())).Text);
        Assert.Equal(1, work.Ended);
    }

    [Fact]
    public async Task Work_whose_deadline_passed_before_its_transaction_is_not_done()
    {
        Operation<Note, Note> import = PipelineWorld.Operation("import");
        Operation<Note, Note> read = PipelineWorld.Operation("read", Effects.None);
        Work work = new() { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        using PipelineWorld world = await PipelineWorld.OpenAsync(
            map => map
                .Bind(import, (_, preparation) => work.PrepareAsync(preparation), (_, prepared, call) => Put(call, prepared.Text))
                .Bind(read, (_, call) => ReadAsync(call)),
            [import, read]);
        await world.RegisterAsync(owner);
        const int Milliseconds = 2000;
        long sent = Environment.TickCount64;
        Task<Reply> importing = world.Client.SendAsync(world.Client.Stamped(owner, import, "{}"u8.ToArray()) with { DeadlineMs = Milliseconds });
        await work.Reached.Task;
        Assert.True(SpinWait.SpinUntil(() => Environment.TickCount64 - sent > Milliseconds + 1000, TimeSpan.FromSeconds(60)));
        work.Gate.SetResult();
        (await importing).MustBeRefused(ErrorCode.DeadlineExceeded);
        Assert.Null((await world.Client.DoAsync(owner, read, new Note())).Text);
    }

    [Fact]
    public void What_is_not_for_stamps_is_not_bound_as_such()
    {
        Operation<Note, Note> open = new("wallet", "open", "A test's own.", static () => NoteJson.Default.Note, static () => NoteJson.Default.Note);
        StampedMap map = new(new OperationMap(), calls: null!);
        Assert.Throws<InvalidOperationException>(() => map.Bind(open, (_, call) => Put(call, "x")));
        Assert.Throws<InvalidOperationException>(() => map.Bind(AccountOperations.Register, (_, _) => default(ValueTask<RegisterResponse>)));
        Assert.Throws<InvalidOperationException>(() => map.BindRegistering(AccountOperations.AddKey, _ => null!, (_, _) => default));
    }

    private static RecordId NoteOf(Call call) => new(Notes, Encoding.UTF8.GetBytes(call.Caller.AccountId));

    private static ValueTask<Note> Put(Call call, string text)
    {
        call.State.Put(NoteOf(call), Encoding.UTF8.GetBytes(text));
        return new(new Note { Text = text });
    }

    private static async ValueTask<Note> ReadAsync(Call call) => new()
    {
        Text = await call.State.GetAsync(NoteOf(call)) is { } content ? Encoding.UTF8.GetString(content.Span) : null,
    };

    private static ValueTask<Note> Count(ref int runs, ValueTask<Note> note)
    {
        runs++;
        return note;
    }

    private sealed class Work
    {
        internal int Begun { get; private set; }

        internal int Ended { get; private set; }

        internal TaskCompletionSource? Gate { get; init; }

        internal TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal RequestException? Refusal { get; set; }

        internal async ValueTask<Prepared> PrepareAsync(Preparation preparation)
        {
            Begun++;
            string keyId = await preparation.ReadAsync(async transaction =>
                (await AccessDocuments.Keys.FindAsync(transaction, preparation.Caller.KeyId)) is null ? "none" : preparation.Caller.KeyId);
            Reached.TrySetResult();
            await (Gate?.Task ?? Task.CompletedTask);
            return Refusal is null ? new Prepared(this, keyId) : throw Refusal;
        }

        internal sealed class Prepared(Work work, string text) : IDisposable
        {
            internal string Text { get; } = text;

            public void Dispose() => work.Ended++;
        }
    }
}

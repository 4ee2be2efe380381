using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>What keys may do and give, and how they end.</summary>
public sealed class KeyTests : IDisposable
{
    private static readonly string[] Guards = ["account.addKey", "account.updateKey", "account.revokeKey"];

    private readonly TestEnclave enclave = new();
    private readonly TestKey owner = new();
    private readonly TestKey helper = new();
    private readonly TestKey third = new();

    public void Dispose()
    {
        enclave.Dispose();
        owner.Dispose();
        helper.Dispose();
        third.Dispose();
    }

    [Fact]
    public void Every_guard_operation_is_named_in_what_a_first_key_gets()
    {
        Assert.All(
            Operations.All.Where(operation => operation.Access == Protocol.Operations.Access.Stamped),
            operation => Assert.True(Scopes.Allow(Scopes.Everything, operation), operation.ToString()));
        Assert.All(
            Operations.All.Where(operation => operation.Guard),
            operation => Assert.False(Scopes.Allow([operation.Service + ".*"], operation), operation.ToString()));
        Assert.All(Operations.All.Where(operation => operation.Guard), operation => Assert.Equal(Effects.ChangesState, operation.Effects));
        Assert.DoesNotContain("account.register", Scopes.Everything);
        Assert.False(Scopes.IsKnown("account.register"));
        Assert.False(Scopes.IsKnown("system.*"));
        Assert.False(Scopes.IsKnown("*"));
        Assert.False(Scopes.IsKnown("account"));
        Assert.False(Scopes.IsKnown("*.*"));
        Assert.False(Scopes.IsKnown("account.*.x"));
    }

    [Theory]
    [InlineData("account.*", "account.getAccount", true)]
    [InlineData("account.*", "account.addKey", false)]
    [InlineData("account.addKey", "account.addKey", true)]
    [InlineData("account.getAccount", "account.listKeys", false)]
    [InlineData("account.getAccount", "account.*", false)]
    [InlineData("wallet.*", "account.getAccount", false)]
    [InlineData("wallet.*", "wallet.exportWallet", false)]
    [InlineData("account.*", "account.*", true)]
    public void A_scope_includes(string have, string wanted, bool includes) => Assert.Equal(includes, Scopes.Include([have], wanted));

    [Fact]
    public async Task A_star_does_not_cover_guard_operations_and_refusals_are_recorded()
    {
        RegisterResponse account = await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.*"]);
        (await CallAsync(helper, AccountOperations.GetAccount, new GetAccountRequest())).MustSucceed();
        (await CallAsync(helper, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "by helper" })).MustSucceed();
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"]))).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = helper.Id, Scopes = ["account.*"] })).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = owner.Id })).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.CloseAccount, new CloseAccountRequest { AccountId = account.AccountId })).MustBeRefused(ErrorCode.Forbidden);

        AuditEvent[] refused = [.. (await enclave.EventsAsync(owner)).Where(done => done.Outcome != "ok")];
        Assert.Equal(["addKey", "updateKey", "revokeKey", "closeAccount"], refused.Select(done => done.Operation));
        Assert.All(refused, done => Assert.Equal(("forbidden", helper.Id), (done.Outcome, done.KeyId)));
    }

    [Fact]
    public async Task A_key_without_the_scope_is_forbidden_also_to_read()
    {
        await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.getAccount"]);
        (await CallAsync(helper, AccountOperations.GetAccount, new GetAccountRequest())).MustSucceed();
        (await CallAsync(helper, AccountOperations.ListKeys, new ListKeysRequest())).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.ListAuditEvents, new ListAuditEventsRequest())).MustBeRefused(ErrorCode.Forbidden);
    }

    [Theory]
    [InlineData("wallet.*")]
    [InlineData("wallet.exportWallet")]
    [InlineData("account.closeAccount")]
    [InlineData("account.getAccount", "secrets.grantSecret")]
    public async Task A_key_cannot_give_what_it_has_not(params string[] scopes)
    {
        await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.*", .. Guards]);
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, scopes))).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = helper.Id, Scopes = ["account.*", .. Guards, .. scopes] })).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.listKeys", "account.addKey"]))).MustSucceed();
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = third.Id, Scopes = scopes })).MustBeRefused(ErrorCode.Forbidden);
    }

    [Fact]
    public async Task A_key_cannot_give_the_star_for_its_parts()
    {
        await enclave.RegisterAsync(owner);
        string[] parts = [.. AccountOperations.All.Where(operation => operation.Access == Protocol.Operations.Access.Stamped).Select(operation => operation.ToString())];
        await AddAsync(helper, parts);
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"]))).MustBeRefused(ErrorCode.Forbidden);
    }

    [Fact]
    public async Task A_key_gives_nothing_for_longer_than_it_lives()
    {
        await enclave.RegisterAsync(owner);
        DateTimeOffset end = enclave.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await AddAsync(helper, ["account.*", .. Guards], end);
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"]))).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"], end.AddTicks(1)))).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = helper.Id, NeverExpires = true })).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = helper.Id, ExpiresAt = end.AddMinutes(1).UtcDateTime })).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"], end))).MustSucceed();

        // A key that never ends gets no more scopes from one that does: they would outlive it.
        using TestKey lasting = new();
        await AddAsync(lasting, ["account.getAccount"]);
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = lasting.Id, Scopes = ["account.getAccount", "account.listKeys"] })).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = lasting.Id, Name = "renamed" })).MustSucceed();

        enclave.Time.Advance(TimeSpan.FromHours(1));
        (await CallAsync(helper, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        (await CallAsync(third, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        (await CallAsync(lasting, AccountOperations.GetAccount, new GetAccountRequest())).MustSucceed();
    }

    [Fact]
    public async Task Who_lengthens_a_life_needs_all_its_scopes()
    {
        await enclave.RegisterAsync(owner);
        DateTimeOffset end = enclave.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await AddAsync(helper, ["account.*", .. Guards]);
        await AddAsync(third, ["wallet.*"], end);
        UpdateKeyRequest longer = new() { KeyId = third.Id, ExpiresAt = end.AddHours(1).UtcDateTime };
        (await CallAsync(helper, AccountOperations.UpdateKey, longer)).MustBeRefused(ErrorCode.Forbidden);
        (await CallAsync(helper, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = third.Id, ExpiresAt = end.AddMinutes(-1).UtcDateTime })).MustSucceed();
        (await CallAsync(owner, AccountOperations.UpdateKey, longer)).MustSucceed();
    }

    [Fact]
    public async Task A_key_may_be_given_less_and_renamed()
    {
        await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.*", "wallet.*"]);
        (await CallAsync(owner, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = helper.Id, Name = "less", Scopes = ["account.getAccount"] })).MustSucceed();
        (await CallAsync(helper, AccountOperations.ListKeys, new ListKeysRequest())).MustBeRefused(ErrorCode.Forbidden);
        ListKeysResponse keys = await enclave.Client.DoAsync(owner, AccountOperations.ListKeys, new ListKeysRequest());
        KeyDescription found = Assert.Single(keys.Keys, key => key.KeyId == helper.Id);
        Assert.Equal("less", found.Name);
        Assert.Equal(["account.getAccount"], found.Scopes);
        Assert.Equal(helper.Jwk, found.PublicKey);
    }

    [Fact]
    public async Task Keys_are_listed_by_pages()
    {
        await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.*"]);
        await AddAsync(third, ["account.*"]);
        List<string> seen = [];
        string? cursor = null;
        do
        {
            ListKeysResponse page = await enclave.Client.DoAsync(owner, AccountOperations.ListKeys, new ListKeysRequest { Limit = 1, Cursor = cursor });
            seen.Add(Assert.Single(page.Keys).KeyId);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(new[] { owner.Id, helper.Id, third.Id }.Order(StringComparer.Ordinal), seen);
        (await CallAsync(owner, AccountOperations.ListKeys, new ListKeysRequest { Limit = 0 })).MustBeRefused(ErrorCode.InvalidRequest);
        (await CallAsync(owner, AccountOperations.ListKeys, new ListKeysRequest { Limit = 101 })).MustBeRefused(ErrorCode.InvalidRequest);
        (await CallAsync(owner, AccountOperations.ListKeys, new ListKeysRequest { Cursor = "x" })).MustBeRefused(ErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_never_taken_again()
    {
        await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.*"]);
        (await CallAsync(helper, AccountOperations.GetAccount, new GetAccountRequest())).MustSucceed();
        (await CallAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = helper.Id })).MustSucceed();
        (await CallAsync(helper, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        (await CallAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*"]))).MustBeRefused(ErrorCode.Conflict);
        (await CallAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = helper.Id })).MustBeRefused(ErrorCode.NotFound);
        (await CallAsync(owner, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = helper.Id, NeverExpires = true })).MustBeRefused(ErrorCode.NotFound);
        (await CallAsync(helper, AccountOperations.Register, TestEnclave.Registration(helper))).MustBeRefused(ErrorCode.Conflict);
        Assert.Single((await enclave.Client.DoAsync(owner, AccountOperations.ListKeys, new ListKeysRequest())).Keys);
    }

    /// <summary>The revocation is not on disk yet when the other key's request comes: that one waits, and is refused.</summary>
    [Fact]
    public async Task A_request_behind_the_revocation_of_its_key_is_refused()
    {
        await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.*"]);
        using SemaphoreSlim arrived = new(0);
        enclave.Records.Arrived = () => arrived.Release();
        enclave.Records.Hold();
        Task<Reply> revoking = CallAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = helper.Id });
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Task<Reply> renaming = CallAsync(helper, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "too late" });
        enclave.Records.Release();
        (await revoking).MustSucceed();
        (await renaming).MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Equal("Somebody", (await enclave.Client.DoAsync(owner, AccountOperations.GetAccount, new GetAccountRequest())).Name);
    }

    [Fact]
    public async Task No_change_leaves_an_account_without_a_living_key_that_can_add_keys()
    {
        await enclave.RegisterAsync(owner);
        DateTimeOffset end = enclave.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await AddAsync(helper, ["account.*"]);
        await AddAsync(third, ["account.*", .. Guards], end);
        enclave.Time.Advance(TimeSpan.FromHours(2));
        (await CallAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = owner.Id })).MustBeRefused(ErrorCode.Conflict);
        (await CallAsync(owner, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = owner.Id, Scopes = ["account.*"] })).MustBeRefused(ErrorCode.Conflict);
        (await CallAsync(owner, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = third.Id, NeverExpires = true })).MustSucceed();
        (await CallAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = owner.Id })).MustSucceed();
        (await CallAsync(third, AccountOperations.GetAccount, new GetAccountRequest())).MustSucceed();
    }

    [Fact]
    public async Task A_closed_account_is_closed_to_all_its_keys()
    {
        RegisterResponse account = await enclave.RegisterAsync(owner);
        await AddAsync(helper, ["account.*", .. Guards]);
        Request closing = enclave.Client.Stamped(
            owner, AccountOperations.CloseAccount, System.Text.Encoding.UTF8.GetBytes($"{{\"accountId\":\"{account.AccountId}\"}}"));
        (await enclave.Client.SendAsync(closing)).MustSucceed();
        (await enclave.Client.SendAsync(closing)).MustBeRefused(ErrorCode.Unauthenticated);
        (await CallAsync(owner, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        (await CallAsync(helper, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"]))).MustBeRefused(ErrorCode.Unauthenticated);
        (await CallAsync(owner, AccountOperations.Register, TestEnclave.Registration(owner))).MustBeRefused(ErrorCode.Conflict);
        await enclave.RegisterAsync(third);
    }

    [Fact]
    public async Task An_account_has_so_many_keys_and_records()
    {
        using TestEnclave small = new(configuration: """{"maxKeysPerAccount":3,"maxRecordsPerAccount":16}""");
        await small.RegisterAsync(owner);
        await small.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*"]));

        // Each key stays as a record when it is revoked: profile, two keys, and thirteen more.
        for (int i = 0; i < 13; i++)
        {
            using TestKey passing = new();
            await small.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(passing, ["account.*"]));
            (await small.Client.CallAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"]))).MustBeRefused(ErrorCode.LimitExceeded);
            await small.Client.DoAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = passing.Id });
        }

        (await small.Client.CallAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(third, ["account.*"]))).MustBeRefused(ErrorCode.LimitExceeded);
        await small.Client.DoAsync(owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = helper.Id });
    }

    [Fact]
    public async Task Keys_that_are_none_are_refused_with_what_is_taken()
    {
        await enclave.RegisterAsync(owner);
        AddKeyRequest good = TestEnclave.Adding(helper, ["account.*"]);
        foreach (AddKeyRequest bad in new[]
        {
            good with { Kind = KeyKind.WebAuthn },
            good with { Kind = KeyKind.Neo },
            good with { PublicKey = null },
            good with { PublicKey = good.PublicKey! with { Kty = "RSA" } },
            good with { PublicKey = good.PublicKey! with { Crv = "P-384" } },
            good with { PublicKey = good.PublicKey! with { X = good.PublicKey!.Y } },
            good with { PublicKey = good.PublicKey! with { X = good.PublicKey!.X + "=" } },
            good with { Scopes = [] },
            good with { Scopes = ["account.nothing"] },
            good with { Scopes = ["account.register"] },
            good with { Scopes = ["*"] },
            good with { Scopes = [.. Enumerable.Repeat("account.*", 65)] },
            good with { Name = "" },
            good with { Name = "two\nlines" },
            good with { Name = new string('x', 129) },
            good with { ExpiresAt = enclave.Time.GetUtcNow().UtcDateTime },
            good with { ExpiresAt = DateTime.SpecifyKind(enclave.Time.GetUtcNow().UtcDateTime.AddDays(1), DateTimeKind.Unspecified) },
        })
        {
            (await CallAsync(owner, AccountOperations.AddKey, bad)).MustBeRefused(ErrorCode.InvalidRequest);
        }

        (await CallAsync(owner, AccountOperations.AddKey, good)).MustSucceed();
    }

    private Task<Reply> CallAsync<TRequest, TResponse>(TestKey key, Operation<TRequest, TResponse> operation, TRequest request) =>
        enclave.Client.CallAsync(key, operation, request);

    private Task AddAsync(TestKey key, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt = null) =>
        enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(key, scopes, expiresAt));
}

using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>What sessions may do, for how long, and who ends them; whoever opened them.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private SessionWorld world = null!;

    public async ValueTask InitializeAsync() => world = await SessionWorld.OpenAsync();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_session_has_no_scopes_but_those_of_its_key_and_guard_operations_by_name_alone()
    {
        using SessionWorld rich = await SessionWorld.OpenAsync(scopes: ["account.*", "account.addKey", "wallet.getWallet"]);
        StartSessionResponse opened = await rich.OpenAsync(await rich.ByWalletAsync());
        Assert.Equal(["account.*", "wallet.getWallet"], opened.Scopes);
        using TestKey guarding = new();
        opened = await rich.OpenAsync(await rich.ByWalletAsync(guarding, ["account.addKey"]), guarding);
        Assert.Equal(["account.addKey"], opened.Scopes);
        foreach (string scope in new[] { "wallet.*", "wallet.createWallet", "account.revokeKey", "secrets.*" })
        {
            using TestKey more = new();
            (await rich.StartAsync(await rich.ByWalletAsync(more, ["account.*", scope]), more)).MustBeRefused(ErrorCode.Forbidden);
        }

        using TestKey none = new();
        (await rich.StartAsync(await rich.ByWalletAsync(none, ["account.nothing"]), none)).MustBeRefused(ErrorCode.InvalidRequest);
        (await rich.StartAsync(await rich.ByWalletAsync(none, []), none)).MustBeRefused(ErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_key_that_has_guard_operations_alone_opens_no_session_without_naming_them()
    {
        using SessionWorld guards = await SessionWorld.OpenAsync(scopes: ["account.addKey"]);
        (await guards.StartAsync(await guards.ByWalletAsync())).MustBeRefused(ErrorCode.Forbidden);
        (await guards.StartAsync(await guards.ByLoginAsync())).MustBeRefused(ErrorCode.Forbidden);
        await guards.OpenAsync(await guards.ByWalletAsync(scopes: ["account.addKey"]));
    }

    /// <summary>What a session grants ends with it: else whoever had one for an hour would have the account for ever.</summary>
    [Fact]
    public async Task A_session_adds_no_key_that_outlives_it()
    {
        using SessionWorld rich = await SessionWorld.OpenAsync(scopes: ["account.*", "account.addKey", "account.updateKey"]);
        StartSessionResponse opened = await rich.OpenAsync(await rich.ByWalletAsync(scopes: ["account.*", "account.addKey", "account.updateKey"]));
        using TestKey added = new();
        (await rich.CallAsync(rich.Session, AccountOperations.AddKey, TestEnclave.Adding(added, ["account.*"]))).MustBeRefused(ErrorCode.Forbidden);
        DateTimeOffset end = opened.ExpiresAt;
        (await rich.CallAsync(rich.Session, AccountOperations.AddKey, TestEnclave.Adding(added, ["account.*"], end.AddTicks(1)))).MustBeRefused(ErrorCode.Forbidden);
        (await rich.CallAsync(rich.Session, AccountOperations.AddKey, TestEnclave.Adding(added, ["account.*"], end))).MustSucceed();
        (await rich.CallAsync(rich.Session, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = added.Id, NeverExpires = true })).MustBeRefused(ErrorCode.Forbidden);
    }

    [Fact]
    public async Task A_session_lives_for_an_hour_or_as_long_as_is_asked_but_no_longer_than_a_day_and_its_key()
    {
        StartSessionResponse usual = await world.OpenAsync(await world.ByPasskeyAsync());
        Assert.Equal(world.Now.AddHours(1).UtcDateTime, usual.ExpiresAt);
        using TestKey day = new();
        await world.OpenAsync(await world.ByWalletAsync(day, life: TimeSpan.FromHours(24)), day);
        using TestKey longer = new();
        (await world.StartAsync(await world.ByWalletAsync(longer, life: TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1)), longer)).MustBeRefused(ErrorCode.InvalidRequest);
        (await world.StartAsync(await world.ByWalletAsync(longer, life: -TimeSpan.FromSeconds(1)), longer)).MustBeRefused(ErrorCode.InvalidRequest);

        world.Enclave.Time.Advance(TimeSpan.FromHours(1));
        (await world.CallAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        (await world.CallAsync(day, AccountOperations.GetAccount, new GetAccountRequest())).MustSucceed();
        Assert.Equal(day.Id, Assert.Single(await world.ListAsync()).SessionId);

        using SessionWorld brief = await SessionWorld.OpenAsync(expiresAt: world.Now - TimeSpan.FromMinutes(30));
        DateTime end = brief.Now.AddMinutes(30).UtcDateTime;
        Assert.Equal(end, (await brief.OpenAsync(await brief.ByPasskeyAsync())).ExpiresAt);
        (await brief.StartAsync(await brief.ByWalletAsync(day), day)).MustBeRefused(ErrorCode.Forbidden);
        brief.Enclave.Time.Advance(TimeSpan.FromMinutes(30));
        (await brief.StartAsync(await brief.ByWalletAsync(day), day)).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task A_revoked_keys_sessions_are_over_at_once_and_it_opens_no_other()
    {
        await world.OpenAsync(await world.ByWalletAsync());
        using TestKey other = new();
        await world.OpenAsync(await world.ByPasskeyAsync(other), other);
        using TestKey late = new();
        StartSessionRequest prepared = await world.ByWalletAsync(late);
        await world.DoAsync(world.Owner, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = world.Wallet.KeyId });
        (await world.CallAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        (await world.CallAsync(other, AccountOperations.GetAccount, new GetAccountRequest())).MustSucceed();
        Assert.Equal(other.Id, Assert.Single(await world.ListAsync()).SessionId);
        (await world.StartAsync(prepared, late)).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task A_session_loses_what_its_key_loses()
    {
        await world.OpenAsync(await world.ByWalletAsync());
        await world.DoAsync(world.Session, WalletOperations.ListWallets, new ListWalletsRequest());
        UpdateKeyRequest less = new() { KeyId = world.Wallet.KeyId, Scopes = ["account.*"], ExpiresAt = world.Now.AddMinutes(10).UtcDateTime };
        await world.DoAsync(world.Owner, AccountOperations.UpdateKey, less);
        (await world.CallAsync(world.Session, WalletOperations.ListWallets, new ListWalletsRequest())).MustBeRefused(ErrorCode.Forbidden);
        SessionDescription listed = Assert.Single(await world.ListAsync());
        Assert.Equal(["account.*"], listed.Scopes);
        Assert.Equal(less.ExpiresAt, listed.ExpiresAt);
        world.Enclave.Time.Advance(TimeSpan.FromMinutes(10));
        (await world.CallAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Empty(await world.ListAsync());
    }

    [Fact]
    public async Task A_closed_account_has_no_sessions()
    {
        await world.OpenAsync(await world.ByWalletAsync());
        await world.DoAsync(world.Owner, AccountOperations.CloseAccount, new CloseAccountRequest { AccountId = world.AccountId });
        (await world.CallAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        using TestKey late = new();
        (await world.StartAsync(await world.ByWalletAsync(late), late)).MustBeRefused(ErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task A_session_ends_itself_without_a_scope_and_others_with_one()
    {
        using TestKey small = new();
        await world.OpenAsync(await world.ByWalletAsync(small, ["wallet.getWallet"]), small);
        await world.OpenAsync(await world.ByWalletAsync());
        (await world.CallAsync(small, AccountOperations.EndSession, new EndSessionRequest { SessionId = world.Session.Id })).MustBeRefused(ErrorCode.Forbidden);
        (await world.CallAsync(small, AccountOperations.ListSessions, new ListSessionsRequest())).MustBeRefused(ErrorCode.Forbidden);
        await world.DoAsync(small, AccountOperations.EndSession, new EndSessionRequest());
        (await world.CallAsync(small, AccountOperations.EndSession, new EndSessionRequest())).MustBeRefused(ErrorCode.Unauthenticated);

        using TestKey third = new();
        await world.OpenAsync(await world.ByPasskeyAsync(third), third);
        await world.DoAsync(third, AccountOperations.EndSession, new EndSessionRequest { SessionId = world.Session.Id });
        await world.DoAsync(world.Owner, AccountOperations.EndSession, new EndSessionRequest { SessionId = third.Id });
        Assert.Empty(await world.ListAsync());
        (await world.CallAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest())).MustBeRefused(ErrorCode.Unauthenticated);
        foreach (string id in new[] { third.Id, world.Owner.Id, world.Wallet.KeyId, "x" })
        {
            (await world.CallAsync(world.Owner, AccountOperations.EndSession, new EndSessionRequest { SessionId = id })).MustBeRefused(ErrorCode.NotFound);
        }

        (await world.CallAsync(world.Owner, AccountOperations.EndSession, new EndSessionRequest())).MustBeRefused(ErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Another_accounts_sessions_are_not_there()
    {
        await world.OpenAsync(await world.ByWalletAsync());
        using TestKey stranger = new();
        await world.Enclave.RegisterAsync(stranger);
        Assert.Empty((await world.DoAsync(stranger, AccountOperations.ListSessions, new ListSessionsRequest())).Sessions);
        (await world.CallAsync(stranger, AccountOperations.EndSession, new EndSessionRequest { SessionId = world.Session.Id })).MustBeRefused(ErrorCode.NotFound);
        await world.DoAsync(world.Session, AccountOperations.GetAccount, new GetAccountRequest());
    }

    [Fact]
    public async Task Sessions_are_listed_by_pages_with_what_they_may_do()
    {
        List<TestKey> keys = [.. Enumerable.Range(0, 5).Select(_ => new TestKey())];
        foreach (TestKey key in keys)
        {
            await world.OpenAsync(await world.ByPasskeyAsync(key) with { Name = "phone", Scopes = ["wallet.getWallet"] }, key);
        }

        List<SessionDescription> seen = [];
        string? cursor = null;
        do
        {
            ListSessionsResponse page = await world.DoAsync(world.Owner, AccountOperations.ListSessions, new ListSessionsRequest { Limit = 2, Cursor = cursor });
            seen.AddRange(page.Sessions);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(keys.Select(key => key.Id).Order(StringComparer.Ordinal), seen.Select(session => session.SessionId));
        Assert.All(seen, session => Assert.Equal(("phone", world.Passkey.KeyId, "wallet.getWallet"), (session.Name, session.KeyId, Assert.Single(session.Scopes))));
        (await world.CallAsync(world.Owner, AccountOperations.ListSessions, new ListSessionsRequest { Limit = 0 })).MustBeRefused(ErrorCode.InvalidRequest);
        (await world.CallAsync(world.Owner, AccountOperations.ListSessions, new ListSessionsRequest { Limit = 101 })).MustBeRefused(ErrorCode.InvalidRequest);
        (await world.CallAsync(world.Owner, AccountOperations.ListSessions, new ListSessionsRequest { Cursor = "x" })).MustBeRefused(ErrorCode.InvalidRequest);
        keys.ForEach(key => key.Dispose());
    }

    [Fact]
    public async Task An_account_has_so_many_sessions_and_what_is_over_makes_room()
    {
        using SessionWorld small = await SessionWorld.OpenAsync(SessionWorld.Configuration.Replace("{\"webAuthn\"", "{\"maxSessionsPerAccount\":2,\"webAuthn\"", StringComparison.Ordinal));
        using TestKey second = new();
        using TestKey third = new();
        await small.OpenAsync(await small.ByWalletAsync());
        await small.OpenAsync(await small.ByWalletAsync(second), second);
        (await small.StartAsync(await small.ByWalletAsync(third), third)).MustBeRefused(ErrorCode.LimitExceeded);

        // An ended one is remembered until its request can open nothing any more.
        await small.DoAsync(second, AccountOperations.EndSession, new EndSessionRequest());
        (await small.StartAsync(await small.ByWalletAsync(third), third)).MustBeRefused(ErrorCode.LimitExceeded);
        small.Enclave.Time.Advance(TimeSpan.FromMinutes(5));
        await small.OpenAsync(await small.ByWalletAsync(third), third);
        Assert.Equal(2, (await small.DoAsync(small.Owner, AccountOperations.ListSessions, new ListSessionsRequest())).Sessions.Count);

        // So does one that has expired, without anybody's doing.
        small.Enclave.Time.Advance(TimeSpan.FromHours(2));
        await small.OpenAsync(await small.ByWalletAsync(second), second);
        Assert.Single((await small.DoAsync(small.Owner, AccountOperations.ListSessions, new ListSessionsRequest())).Sessions);
        await small.Enclave.RegisterAsync(third);
    }

    [Fact]
    public async Task What_a_session_does_is_in_the_audit_trail_under_its_id_and_so_is_who_opened_it()
    {
        await world.OpenAsync(await world.ByPasskeyAsync());
        await world.DoAsync(world.Session, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "renamed" });
        (await world.CallAsync(world.Session, AccountOperations.AddKey, TestEnclave.Adding(world.Session, ["account.*"]))).MustBeRefused(ErrorCode.Forbidden);
        await world.DoAsync(world.Session, AccountOperations.EndSession, new EndSessionRequest());
        List<AuditEvent> events = await world.Enclave.EventsAsync(world.Owner);
        Assert.Null(AuditChain.FindBreak(AuditChain.Start(world.AccountId), 1, events));
        Assert.Equal(
            new (string, string?, string)[]
            {
                ("startSession", world.Passkey.KeyId, "ok"), ("updateAccount", world.AccountId, "ok"), ("addKey", null, "forbidden"),
                ("endSession", world.Session.Id, "ok"),
            },
            events.Where(entry => entry.KeyId == world.Session.Id).Select(entry => (entry.Operation, entry.Target, entry.Outcome)));
    }
}

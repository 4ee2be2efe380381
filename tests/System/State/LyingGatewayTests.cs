using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>
/// What whoever passes requests along can do to a stamped one. The programs that ship refuse it, and nothing is changed: the account's
/// events are those of what was asked, and of what one of its own keys was forbidden.
/// </summary>
public sealed class LyingGatewayTests
{
    private const string Update = "wallet/updateWallet";

    [Fact]
    public async Task What_was_not_stamped_so_by_a_key_that_may_is_refused_and_changes_nothing()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using StampedAccount owner = await StampedAccount.RegisterAsync(system, "owner");
        using StampedAccount stranger = await StampedAccount.RegisterAsync(system, "stranger");
        using StampedAccount reader = await owner.AddKeyAsync(system, "wallet.getWallet");
        WalletDescription wallet = await owner.CallAsync(system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "before" });
        byte[] payload = Rename(wallet, "after");
        string stamp = owner.Stamp("wallet", "updateWallet", "one", payload);

        for (int i = 0; i < payload.Length; i++)
        {
            byte[] altered = [.. payload];
            altered[i] ^= 1;
            Assert.Contains(await RefusedAsync(system, Update, altered, "one", stamp), (string[])["unauthenticated", "malformedJson"]);
        }

        for (int i = 0; i < stamp.Length; i += 5)
        {
            string altered = stamp[..i] + (stamp[i] == 'A' ? 'B' : 'A') + stamp[(i + 1)..];
            Assert.Equal("unauthenticated", await RefusedAsync(system, Update, payload, "one", altered));
        }

        Assert.Equal("unauthenticated", await RefusedAsync(system, Update, payload, "two", stamp));
        Assert.Equal("unauthenticated", await RefusedAsync(system, "wallet/freezeWallet", payload, "one", stamp));
        Assert.Equal("unauthenticated", await RefusedAsync(system, "account/updateAccount", payload, "one", stamp));
        Assert.Equal("unauthenticated", await RefusedAsync(system, Update, payload, "one", stamp: null));
        Assert.Equal("unauthenticated", await RefusedAsync(system, Update, payload, "one", stamp[..(stamp.Length / 2)]));
        string elsewhere = owner.Stamp("wallet", "updateWallet", "one", payload, deployment: new string('0', 64));
        Assert.Equal("unauthenticated", await RefusedAsync(system, Update, payload, "one", elsewhere));
        foreach (int seconds in (int[])[-120, 60])
        {
            string atAnotherTime = owner.Stamp("wallet", "updateWallet", "one", payload, clock: new ShiftedClock(TimeSpan.FromSeconds(seconds)));
            Assert.Equal("unauthenticated", await RefusedAsync(system, Update, payload, "one", atAnotherTime));
        }

        Assert.Equal("forbidden", await RefusedAsync(system, Update, payload, "one", reader.Stamp("wallet", "updateWallet", "one", payload)));
        Assert.Equal("notFound", await RefusedAsync(system, Update, payload, "one", stranger.Stamp("wallet", "updateWallet", "one", payload)));

        Assert.Equal("before", (await owner.CallAsync(system, WalletOperations.GetWallet, new GetWalletRequest { WalletId = wallet.WalletId })).Name);
        Assert.Equal(
            ["register ok", "addKey ok", "createWallet ok", "updateWallet forbidden"],
            (await AuditTrail.ReadAsync(owner, system)).Select(entry => $"{entry.Operation} {entry.Outcome}"));
        Assert.Single(await AuditTrail.ReadAsync(stranger, system));
    }

    [Fact]
    public async Task What_is_sent_again_or_in_another_order_is_done_once_and_answered_as_before()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using StampedAccount owner = await StampedAccount.RegisterAsync(system, "owner");
        WalletDescription wallet = await owner.CallAsync(system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "before" });
        (byte[] Payload, string Id, string Stamp)[] requests = [.. ((string[])["one", "two"]).Select(name =>
        {
            byte[] payload = Rename(wallet, name);
            return (payload, name, owner.Stamp("wallet", "updateWallet", name, payload));
        })];
        Dictionary<string, string> answers = [];
        foreach (int i in (int[])[1, 0, 1, 1, 0])
        {
            using HttpResponseMessage response = await SendAsync(system, Update, requests[i].Payload, requests[i].Id, requests[i].Stamp);
            string answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, answer);
            Assert.Equal(answers.TryAdd(requests[i].Id, answer) ? answer : answers[requests[i].Id], answer);
        }

        Assert.Equal("one", (await owner.CallAsync(system, WalletOperations.GetWallet, new GetWalletRequest { WalletId = wallet.WalletId })).Name);
        Assert.Equal(2, (await AuditTrail.ReadAsync(owner, system)).Count(entry => entry.Operation == "updateWallet"));
    }

    private static byte[] Rename(WalletDescription wallet, string name) =>
        Encoding.UTF8.GetBytes($$"""{"walletId":"{{wallet.WalletId}}","name":"{{name}}"}""");

    private static async Task<string?> RefusedAsync(LocalSystem system, string operation, byte[] payload, string requestId, string? stamp)
    {
        using HttpResponseMessage response = await SendAsync(system, operation, payload, requestId, stamp);
        string answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.False(response.IsSuccessStatusCode, answer);
        return JsonDocument.Parse(answer).RootElement.GetProperty("errorCode").GetString();
    }

    private static Task<HttpResponseMessage> SendAsync(LocalSystem system, string operation, byte[] payload, string requestId, string? stamp)
    {
        (string Name, string Value) id = ("Idempotency-Key", requestId);
        return stamp is null ? system.CallAsync(operation, payload, id) : system.CallAsync(operation, payload, id, ("Authorization", "Stamp " + stamp));
    }

    private sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}

using System.Text.Json;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Hosting;

/// <summary>What functions do with wallets: those that they were granted, within the owner's rules.</summary>
public sealed class WalletCallTests
{
    [Fact]
    public async Task A_transfer_is_made_and_the_audit_event_names_the_function()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        FunctionRun run = world.Run();
        JsonElement sent = await world.AskAsync(run, "wallet.transfer", world.Transfer(1000));
        Assert.Equal("pending", sent.GetProperty("status").GetString());
        Assert.Equal(world.Payer.Address, sent.GetProperty("sender").GetString());
        AuditEvent done = (await world.Enclave.EventsAsync(world.Key))[^1];
        Assert.Equal(("function:fn_one@3", "transfer", world.Payer.WalletId, "ok"), (done.KeyId, done.Operation, done.Target, done.Outcome));
        Assert.Equal(run.ExecutionId + "/1", done.RequestId);
    }

    [Fact]
    public async Task Address_balance_and_a_message_are_given()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        FunctionRun run = world.Run();
        Assert.Equal(world.Payer.Address, (await world.AskAsync(run, "wallet.address", """{"wallet":"payer"}""")).GetString());
        Assert.Equal("1000000000", (await world.AskAsync(run, "wallet.getBalance", """{"wallet":"payer","asset":"GAS"}""")).GetString());
        JsonElement signed = await world.AskAsync(run, "wallet.signMessage", """{"wallet":"payer","message":"hello"}""");
        VerifyDataResponse verified = DataVerifier.Verify(new VerifyDataRequest
        {
            Data = Convert.ToBase64String("hello"u8),
            Format = DataFormat.LegacyMessage,
            Signature = signed.GetProperty("signature").GetString()!,
            PublicKey = signed.GetProperty("publicKey").GetString()!,
            Salt = signed.GetProperty("salt").GetString(),
        });
        Assert.True(verified.Valid);
    }

    [Theory]
    [InlineData("wallet.transfer", """{"wallet":"WALLET","asset":"GAS","to":"0x0102030405060708090a0b0c0d0e0f1011121314","amount":"1"}""")]
    [InlineData("wallet.invoke", """{"wallet":"WALLET","contract":"GAS","method":"transfer"}""")]
    [InlineData("wallet.address", """{"wallet":"WALLET"}""")]
    [InlineData("wallet.getBalance", """{"wallet":"WALLET","asset":"GAS"}""")]
    [InlineData("wallet.signMessage", """{"wallet":"WALLET","message":"hello"}""")]
    public async Task A_wallet_that_was_not_granted_to_this_source_is_not_used(string name, string arguments)
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        world.Grants.Wallets.Remove(world.Other.WalletId);
        await RefusedAsync(ErrorCode.Forbidden, world, world.Run(), name, arguments.Replace("WALLET", "other", StringComparison.Ordinal));
        await RefusedAsync(ErrorCode.Forbidden, world, world.Run(sourceHash: new string('0', 64)), name, arguments.Replace("WALLET", "payer", StringComparison.Ordinal));
        await RefusedAsync(ErrorCode.NotFound, world, world.Run(), name, arguments.Replace("WALLET", "nowhere", StringComparison.Ordinal));
        await RefusedAsync(ErrorCode.NotFound, world, world.Run(), name, arguments.Replace("WALLET", world.Payer.WalletId, StringComparison.Ordinal));
        Assert.Empty(world.Chain.Sent!);
    }

    [Fact]
    public async Task A_grant_that_is_taken_back_between_preparing_and_committing_pays_nothing()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();

        // Asked when the wallet is looked at, when the transfer is begun, and in its commit.
        world.Grants.Asked = count => _ = count == 3 && world.Grants.Wallets.Remove(world.Payer.WalletId);
        await RefusedAsync(ErrorCode.Forbidden, world, world.Run(), "wallet.transfer", world.Transfer(1000));
        Assert.Equal(0, await world.PaidAsync());
    }

    [Fact]
    public async Task A_run_that_is_over_before_the_commit_pays_nothing()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        using CancellationTokenSource over = new();
        world.Grants.Asked = count => (count == 2 ? over : null)?.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.CallUntilAsync(world.Run(), "wallet.transfer", world.Transfer(1000), world.Enclave, over.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.CallUntilAsync(world.Run(), "wallet.transfer", world.Transfer(1000), world.Enclave, over.Token));
        world.Grants.Asked = static _ => { };
        await world.PayAsync(world.Run("another"));
        Assert.Equal(1, await world.PaidAsync());
    }

    [Fact]
    public async Task What_needs_approval_is_refused_and_waits_for_nobody()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        using Accounts.TestKey alice = new();
        await world.Enclave.Client.DoAsync(world.Key, AccountOperations.AddKey, Accounts.TestEnclave.Adding(alice, ["account.*", "function.*"]));
        await world.Enclave.Client.DoAsync(
            world.Key, AccountOperations.SetApprovalPolicy,
            Accounts.Approvals.ApprovalWorld.Policy(
                1, ["wallet.transfer", "account.setApprovalPolicy", "account.addKey", "account.updateKey"], alice));
        await RefusedAsync(ErrorCode.ApprovalRequired, world, world.Run(), "wallet.transfer", world.Transfer(1000));
        Assert.Empty((await world.Enclave.Client.DoAsync(world.Key, AccountOperations.ListApprovals, new ListApprovalsRequest())).Approvals);
        Assert.Equal(0, await world.PaidAsync());
    }

    [Fact]
    public async Task What_the_policy_denies_is_refused_and_the_refusal_is_an_audit_event_of_the_function()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        WalletPolicy policy = new() { Networks = ["1234567"] };
        await world.Enclave.Client.DoAsync(
            world.Key, WalletOperations.SetPolicy, new SetPolicyRequest { WalletId = world.Payer.WalletId, Policy = policy });
        await RefusedAsync(ErrorCode.PolicyDenied, world, world.Run(), "wallet.transfer", world.Transfer(1000));
        AuditEvent refused = (await world.Enclave.EventsAsync(world.Key))[^1];
        Assert.Equal(("function:fn_one@3", "policyDenied"), (refused.KeyId, refused.Outcome));
    }

    [Fact]
    public async Task A_multisig_wallet_sends_nothing_for_a_function()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        WalletDescription shared = await world.Enclave.Client.DoAsync(world.Key, WalletOperations.CreateWallet, new CreateWalletRequest
        {
            Name = "shared",
            Kind = WalletKind.Multisig,
            Multisig = new MultisigKeys { M = 2, PublicKeys = [world.Payer.PublicKey!, world.Other.PublicKey!] },
        });
        world.Grants.Wallets.Add(shared.WalletId);
        FunctionRun run = world.Run();
        run = run with { Version = run.Version with { Wallets = new Dictionary<string, string> { ["shared"] = shared.WalletId } } };
        await RefusedAsync(ErrorCode.Conflict, world, run, "wallet.transfer", world.Transfer(1000, "shared"));
    }

    [Theory]
    [InlineData("wallet.transfer", "{}", "wallet.transfer: the member wallet is missing.")]
    [InlineData("wallet.transfer", """{"wallet":"payer","asset":"GAS","to":"x","amount":"1","index":1}""", "wallet.transfer: there is no member index.")]
    [InlineData("wallet.transfer", """{"wallet":"payer","asset":"GAS","to":"x","amount":1}""", "wallet.transfer: $.amount")]
    [InlineData("wallet.invoke", "null", "wallet.invoke must be an object.")]
    [InlineData("wallet.address", """{"wallet":null}""", "wallet.address")]
    [InlineData("chain.height", "[]", "chain.height")]
    public async Task Arguments_that_are_none_are_refused_by_the_name_of_the_call(string name, string arguments, string said)
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        RequestException refused = await RefusedAsync(ErrorCode.InvalidRequest, world, world.Run(), name, arguments);
        Assert.StartsWith(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_of_the_chain_are_what_its_nodes_agree_on()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        FunctionRun run = world.Run();
        world.Chain.Height = 77;
        Assert.Equal(77, (await world.AskAsync(run, "chain.height", "{}")).GetInt32());
        string balance = $$"""{"asset":"GAS","account":"{{world.Payer.Address}}"}""";
        Assert.Equal("1000000000", (await world.AskAsync(run, "chain.getBalance", balance)).GetString());
        world.Chain.Result = Wallets.OnChain.ChainDouble.Halt(new Enclave.Chain.ChainInteger(5));
        JsonElement read = await world.AskAsync(
            run, "chain.invokeRead", """{"contract":"GAS","method":"add","arguments":[{"type":"integer","value":"2"}],"network":"double"}""");
        Assert.Equal("5", read.GetProperty("stack")[0].GetProperty("value").GetString());
        string hash = await world.PayAsync(run);
        JsonElement status = await world.AskAsync(run, "chain.getTransaction", $$"""{"hash":"{{hash}}"}""");
        Assert.Contains(status.GetProperty("status").GetString(), (string[])["pending", "sent"]);
        await RefusedAsync(ErrorCode.InvalidRequest, world, run, "chain.height", """{"network":"elsewhere"}""");
        world.Chain.IsDown = true;
        await RefusedAsync(ErrorCode.ChainUnavailable, world, run, "chain.height", "{}");
    }

    internal static async Task<RequestException> RefusedAsync(ErrorCode code, HostedWallets world, FunctionRun run, string name, string arguments)
    {
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => world.CallAsync(run, name, arguments));
        Assert.True(ReferenceEquals(code, refused.Code), $"It should be {code}, and is {refused.Code}: {refused.Message}");
        return refused;
    }
}

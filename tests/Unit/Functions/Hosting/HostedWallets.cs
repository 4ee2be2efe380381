using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.State;
using NeoServiceLayer.Tests.Wallets.OnChain;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Hosting;

/// <summary>A whole enclave with the real outbox before a network that a test makes say what it wants, and runs that ask of its wallets.</summary>
internal sealed class HostedWallets : IDisposable
{
    internal const string Event = "trg_one/42";

    private static int executions;

    private readonly AccountTurns turns = new(8, 4);

    internal HostedWallets(MemoryRecordHost? records = null) => Enclave = Start(records ?? new MemoryRecordHost(new MemoryStore()));

    internal ChainDouble Chain { get; } = new() { Sent = new() };

    internal GrantsDouble Grants { get; } = new();

    internal TestEnclave Enclave { get; }

    internal TestKey Key { get; } = new();

    internal string AccountId { get; private set; } = "";

    internal WalletDescription Payer { get; private set; } = null!;

    internal WalletDescription Other { get; private set; } = null!;

    /// <summary>An account with two wallets that are granted, and have something.</summary>
    internal static async Task<HostedWallets> OpenAsync()
    {
        HostedWallets world = new();
        world.AccountId = (await world.Enclave.RegisterAsync(world.Key)).AccountId;
        world.Payer = await world.CreateAsync("payer");
        world.Other = await world.CreateAsync("other");
        return world;
    }

    /// <summary>An enclave over a store, before the same network.</summary>
    internal TestEnclave Start(MemoryRecordHost records) => new(records: records, chain: Connect);

    internal async Task<WalletDescription> CreateAsync(string name)
    {
        WalletDescription wallet = await Enclave.Client.DoAsync(
            Key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = name, BlindSigning = true });
        Chain.Fund(wallet.Address, 1_000_000_000);
        Grants.Wallets.Add(wallet.WalletId);
        return wallet;
    }

    /// <summary>A run that begins: another execution each time.</summary>
    internal FunctionRun Run(string effectKey = Event, string? sourceHash = null)
    {
        string hash = sourceHash ?? new string('a', 64);
        DateTime time = Enclave.Time.GetUtcNow().UtcDateTime;
        FunctionDocument function = new()
        {
            AccountId = AccountId,
            FunctionId = "fn_one",
            Name = "one",
            ActiveVersion = 3,
            LatestVersion = 3,
            SourceHash = hash,
            CreatedAt = time,
            UpdatedAt = time,
        };
        return new FunctionRun($"exe_{Interlocked.Increment(ref executions)}", effectKey, function, new FunctionVersionDocument
        {
            FunctionId = function.FunctionId,
            Version = 3,
            SourceHash = hash,
            SourceCode = "export function handler() {}",
            Handler = "handler",
            TimeoutMs = 1000,
            MemoryMiB = 32,
            Statements = 1000,
            Environment = new Dictionary<string, string>(),
            Secrets = new Dictionary<string, string>(),
            Wallets = new Dictionary<string, string> { ["payer"] = Payer.WalletId, ["other"] = Other.WalletId, ["gone"] = "wal_gone" },
            AllowedHosts = [],
            CreatedAt = time,
            CreatedBy = "somebody",
        });
    }

    internal Task<ReadOnlyMemory<byte>> CallAsync(FunctionRun run, string name, string arguments, TestEnclave? enclave = null) =>
        CallUntilAsync(run, name, arguments, enclave ?? Enclave, CancellationToken.None);

    /// <summary>The same in a run that may end meanwhile.</summary>
    internal Task<ReadOnlyMemory<byte>> CallUntilAsync(
        FunctionRun run, string name, string arguments, TestEnclave enclave, CancellationToken over)
    {
        IHostCalls[] all =
            [new WalletCalls(enclave.Calls, Grants, turns), new ChainCalls(enclave.Calls, new NeoNetworks([Chain]), turns)];
        return all.Single(calls => calls.Serves(name)).CallAsync(name, Encoding.UTF8.GetBytes(arguments), run, over).AsTask();
    }

    internal async Task<JsonElement> AskAsync(FunctionRun run, string name, string arguments) =>
        JsonElement.Parse((await CallAsync(run, name, arguments)).Span);

    /// <summary>Pays, and gives the transaction's hash.</summary>
    internal async Task<string> PayAsync(FunctionRun run, int amount = 1000, string wallet = "payer") =>
        (await AskAsync(run, "wallet.transfer", Transfer(amount, wallet))).GetProperty("transactionHash").GetString()!;

    internal string Transfer(int amount, string wallet = "payer") =>
        $$"""{"wallet":"{{wallet}}","asset":"GAS","to":"{{Other.Address}}","amount":"{{amount}}"}""";

    /// <summary>How many transfers were made: each is an audit event, in the same commit.</summary>
    internal async Task<int> PaidAsync() =>
        (await Enclave.EventsAsync(Key)).Count(done => done is { Operation: "transfer", Outcome: "ok" });

    public void Dispose()
    {
        Enclave.Dispose();
        Key.Dispose();
        turns.Dispose();
    }

    // The enclave's own clock stands still in tests; the outbox waits by the real one.
    private (NeoNetworks Networks, TransactionOutbox Outbox) Connect(EnclaveParts parts)
    {
        NeoNetworks networks = new([Chain]);
        return (networks, parts.Own(() => new TransactionOutbox(networks, parts.State, TimeProvider.System, parts.Events, new OutboxSettings())));
    }
}

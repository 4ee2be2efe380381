using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Wallets;

namespace NeoServiceLayer.Tests.Functions.Executions;

/// <summary>The executions over a store in memory, called as the stamped pipeline calls them, with a sandbox that does what it is told.</summary>
internal sealed class ExecutionWorld : IDisposable
{
    internal const string Function = "fun_one";

    internal ExecutionWorld(IStateStore? store = null, ExecutionSettings? settings = null, IUsagePayer? payer = null)
    {
        Store = store ?? new RerunningState();
        Executions = new(Store, Time, Sandbox, Hosts, Functions, payer ?? new NobodyPays(), settings ?? new ExecutionSettings());
        Service = new ExecutionService(Executions);
    }

    internal IStateStore Store { get; }

    internal TestTime Time { get; init; } = new();

    internal SandboxDouble Sandbox { get; init; } = new();

    internal HostsDouble Hosts { get; init; } = new();

    internal FunctionDocuments Functions { get; } = new();

    internal Enclave.Function.Executions.Executions Executions { get; }

    internal ExecutionService Service { get; }

    /// <summary>What is committed, by table and key.</summary>
    internal IReadOnlyDictionary<string, byte[]> Records => ((RerunningState)Store).Records;

    internal int Count(string table) => Records.Keys.Count(name => name.StartsWith(table + "/", StringComparison.Ordinal));

    public void Dispose() => Executions.Dispose();

    /// <summary>Puts a function in with one version.</summary>
    internal async Task<ExecutionWorld> WithFunctionAsync(
        string account = "acc_alice", string? bankAccountId = null, string source = "export function handler() {}")
    {
        await Store.RunAsync(account, async state =>
        {
            FunctionDocument function = new()
            {
                AccountId = account,
                FunctionId = Function,
                Name = "one",
                ActiveVersion = 1,
                LatestVersion = 1,
                SourceHash = "hash",
                BankAccountId = bankAccountId,
                CreatedAt = DateTime.UnixEpoch,
                UpdatedAt = DateTime.UnixEpoch,
            };
            Functions.Put(state, function);
            await Functions.AddVersionAsync(state, function, new FunctionVersionDocument
            {
                FunctionId = Function,
                Version = 1,
                SourceHash = "hash",
                SourceCode = source,
                Handler = "handler",
                TimeoutMs = FunctionLimits.DefaultTimeoutMs,
                MemoryMiB = FunctionLimits.DefaultMemoryMiB,
                Statements = 1_000_000,
                Environment = new Dictionary<string, string>(),
                Secrets = new Dictionary<string, string>(),
                Wallets = new Dictionary<string, string>(),
                AllowedHosts = [],
                CreatedAt = DateTime.UnixEpoch,
                CreatedBy = "key",
            });
            return true;
        });
        return this;
    }

    internal static ExecutionOrder Order(string key = "event 1", string parameters = "null") =>
        new("acc_alice", Function, null, Encoding.UTF8.GetBytes(parameters), key, "event", "trg_one");

    /// <summary>Executes as a request, from its preparation to the commit of its response.</summary>
    internal async Task<ExecutionDescription> ExecuteAsync(string requestId = "request", string? parameters = null, bool async = false, string account = "acc_alice")
    {
        ExecuteFunctionRequest request = new()
        {
            FunctionId = Function,
            Parameters = parameters is null ? null : JsonElement.Parse(parameters),
            Async = async,
        };
        using PreparedExecution prepared = await Service.PrepareAsync(request, Before(requestId, account));
        return await RunAsync(call => Service.ExecuteAsync(request, prepared, call), account);
    }

    /// <summary>Runs an execution as a request that is given up before its response is committed.</summary>
    internal async Task GiveUpAsync(string requestId = "request", bool async = false)
    {
        using PreparedExecution prepared = await Service.PrepareAsync(
            new ExecuteFunctionRequest { FunctionId = Function, Async = async }, Before(requestId, "acc_alice"));
    }

    internal Task<ExecutionDescription> GetAsync(string id, string account = "acc_alice") =>
        RunAsync(call => Service.GetAsync(new GetExecutionRequest { ExecutionId = id }, call), account);

    internal Task<ListExecutionsResponse> ListAsync(int? limit = null, string? cursor = null) =>
        RunAsync(call => Service.ListAsync(new ListExecutionsRequest { FunctionId = Function, Limit = limit, Cursor = cursor }, call));

    internal async Task<ExecutionDescription> CancelAsync(string id, string account = "acc_alice")
    {
        CancelExecutionRequest request = new() { ExecutionId = id };
        using NothingPrepared prepared = await Service.PrepareAsync(request, Before("cancel", account));
        return await RunAsync(call => Service.CancelAsync(request, prepared, call), account);
    }

    internal async Task<ReplayExecutionResponse> ReplayAsync(string id)
    {
        ReplayExecutionRequest request = new() { ExecutionId = id };
        ExecutionReplay replay = new(Executions);
        using PreparedReplay prepared = await replay.RunAsync(request, Before("replay", "acc_alice"));
        return await RunAsync(call => replay.AnswerAsync(request, prepared, call));
    }

    /// <summary>Waits until an execution is over.</summary>
    internal async Task<ExecutionDescription> UntilOverAsync(string id)
    {
        while (true)
        {
            ExecutionDescription found = await GetAsync(id);
            if (found.EndedAt is not null)
            {
                return found;
            }

            await Task.Yield();
        }
    }

    internal async Task<T> RunAsync<T>(Func<Call, ValueTask<T>> handler, string account = "acc_alice")
    {
        Call? last = null;
        T answer = await Store.RunAsync(account, state => handler(last = new Call(CallerOf(account), state, Time.GetUtcNow())));
        last!.TellCommitted();
        return answer;
    }

    private Preparation Before(string requestId, string account) => new(CallerOf(account), Time.GetUtcNow(), Store, requestId);

    private static Caller CallerOf(string account) => new(account, "key", ["function.*"], null);

    private sealed class NobodyPays : IUsagePayer
    {
        public ValueTask<string> HoldAsync(ITransaction state, Usage usage, long amount, DateTimeOffset time) => throw new InvalidOperationException("It costs nothing.");

        public ValueTask ChargeAsync(ITransaction state, string hold, long amount, DateTimeOffset time) => throw new InvalidOperationException("It costs nothing.");
    }
}

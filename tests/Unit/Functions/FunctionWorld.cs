using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Management;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Secrets;
using NeoServiceLayer.Tests.Secrets;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>The service's rooms over a store in memory, called as the stamped pipeline calls them: each body twice.</summary>
internal sealed class FunctionWorld : IDisposable
{
    internal FunctionWorld(int maxFunctions = 100, bool isLocal = false, IStateStore? store = null)
    {
        State = store ?? new RerunningState();
        Secrets = new SecretsWorld(store: State);
        Documents = new FunctionDocuments(maxFunctions);
        Removal = new FunctionRemoval(State, [Documents.Versions, Values]);
        Management = new FunctionManagement(Documents, Removal);
        Writing = new FunctionWriting(Documents, Removal, isLocal);
        Serving = new ValueServing(Documents, Values);
    }

    internal IStateStore State { get; }

    /// <summary>The store in memory, where it is that one.</summary>
    internal RerunningState Store => (RerunningState)State;

    internal SecretsWorld Secrets { get; }

    internal FunctionDocuments Documents { get; }

    internal FunctionValues Values { get; } = new();

    internal FunctionRemoval Removal { get; }

    internal FunctionManagement Management { get; }

    internal FunctionWriting Writing { get; }

    internal ValueServing Serving { get; }

    internal DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    internal Owner Alice => new(this, "acc_alice");

    internal Owner Bob => new(this, "acc_bob");

    public void Dispose()
    {
        Removal.Dispose();
        Secrets.Dispose();
    }

    internal static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>How many records of a table there are.</summary>
    internal int Count(string table) => Store.Records.Keys.Count(name => name.StartsWith(table + "/", StringComparison.Ordinal));

    /// <summary>Gives an account that is there, as its first request would have it.</summary>
    internal Task<int> OpenAsync(string account) => State.RunAsync(account, state =>
    {
        AccessDocuments.Accounts.Put(state, account, new AccountDocument { LastHash = AuditChain.Start(account) });
        return ValueTask.FromResult(0);
    }).AsTask();

    /// <summary>Closes it, as account.closeAccount would.</summary>
    internal Task<int> CloseAsync(string account) => State.RunAsync(account, async state =>
    {
        AccountDocument document = (await AccessDocuments.Accounts.FindAsync(state, account))!;
        AccessDocuments.Accounts.Put(state, account, document with { ClosedAt = Now.UtcDateTime });
        return 0;
    }).AsTask();

    internal Task<AccountDocument?> AccountAsync(string account) =>
        State.RunAsync(account, state => AccessDocuments.Accounts.FindAsync(state, account)).AsTask();

    /// <summary>An account that calls.</summary>
    internal sealed class Owner(FunctionWorld world, string account)
    {
        internal string AccountId => account;

        internal async Task<TResponse> DoAsync<TRequest, TResponse>(Func<TRequest, Call, ValueTask<TResponse>> operation, TRequest request)
        {
            Call? last = null;
            TResponse given = await world.State.RunAsync(
                account, state => operation(request, last = new Call(new Caller(account, "key", ["function.*"], null), state, world.Now)));
            last!.TellCommitted();
            return given;
        }

        internal Task<FunctionVersion> CreateAsync(CreateFunctionRequest request) => DoAsync(world.Writing.CreateAsync, request);

        internal Task<FunctionVersion> CreateAsync(string name = "one", string source = "export function handler() {}") =>
            CreateAsync(new CreateFunctionRequest { Name = name, SourceCode = source });

        internal Task<FunctionVersion> UpdateAsync(UpdateFunctionRequest request) => DoAsync(world.Writing.UpdateAsync, request);

        internal Task<FunctionDescription> GetAsync(string functionId) =>
            DoAsync(world.Management.GetAsync, new GetFunctionRequest { FunctionId = functionId });

        internal Task<FunctionVersion> VersionAsync(string functionId, int? version = null) =>
            DoAsync(world.Management.GetVersionAsync, new GetVersionRequest { FunctionId = functionId, Version = version });

        internal Task<ListVersionsResponse> VersionsAsync(string functionId, int? limit = null, string? cursor = null) =>
            DoAsync(world.Management.ListVersionsAsync, new ListVersionsRequest { FunctionId = functionId, Limit = limit, Cursor = cursor });

        internal Task<DeleteFunctionResponse> DeleteAsync(string functionId) =>
            DoAsync(world.Management.DeleteAsync, new DeleteFunctionRequest { FunctionId = functionId });

        internal Task<StoredValue> PutAsync(string functionId, string key, string json, long? expected = null) => DoAsync(
            world.Serving.PutAsync, new PutValueRequest { FunctionId = functionId, Key = key, Value = Json(json), ExpectedRevision = expected });

        internal Task<StoredValue> ValueAsync(string functionId, string key) =>
            DoAsync(world.Serving.GetAsync, new GetValueRequest { FunctionId = functionId, Key = key });

        internal Task<DeleteValueResponse> DeleteValueAsync(string functionId, string key) =>
            DoAsync(world.Serving.DeleteAsync, new DeleteValueRequest { FunctionId = functionId, Key = key });

        internal Task<ListValuesResponse> ValuesAsync(string functionId, string? prefix = null, int? limit = null, string? cursor = null) => DoAsync(
            world.Serving.ListAsync, new ListValuesRequest { FunctionId = functionId, Prefix = prefix, Limit = limit, Cursor = cursor });

        /// <summary>Opens the host of a run of a version that is there.</summary>
        internal async Task<RunDouble> RunAsync(string functionId, int? version = null, params IHostCalls[] others)
        {
            (FunctionDocument function, FunctionVersionDocument running) = await world.State.RunAsync(account, async state =>
            {
                FunctionDocument found = await world.Documents.RequireAsync(state, account, functionId);
                return (found, await world.Documents.RequireVersionAsync(state, found, version));
            });
            FunctionHosts hosts = new(world.State, TimeProvider.System, world.Documents, world.Values, world.Secrets.Service.Reader, others);
            return new RunDouble(world, hosts.Open(new FunctionRun("exe_one", "effect", function, running)));
        }
    }
}

/// <summary>A run, as the sandbox and who executes see its host.</summary>
internal sealed class RunDouble(FunctionWorld world, IRunHost host)
{
    internal IRunHost Host => host;

    internal async Task<HostAnswer> CallAsync(string name, string arguments) =>
        await host.CallAsync(name, Encoding.UTF8.GetBytes(arguments), TestContext.Current.CancellationToken);

    /// <summary>Calls, and gives the value.</summary>
    internal async Task<string> GetAsync(string name, string arguments)
    {
        HostAnswer answer = await CallAsync(name, arguments);
        Assert.True(answer.ErrorCode is null, answer.ErrorMessage);
        return Encoding.UTF8.GetString(answer.Json.Span);
    }

    /// <summary>Calls, and gives the code of the error.</summary>
    internal async Task<string> RefusedAsync(string name, string arguments)
    {
        HostAnswer answer = await CallAsync(name, arguments);
        Assert.NotNull(answer.ErrorCode);
        Assert.True(answer.Json.IsEmpty);
        return answer.ErrorCode;
    }

    internal Task<bool> CommitAsync() => world.State.RunAsync("acc_alice", host.CommitAsync).AsTask();
}

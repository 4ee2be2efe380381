using System.Collections.Concurrent;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Function.Triggers;
using NeoServiceLayer.Enclave.Function.Triggers.Webhooks;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>An enclave's triggers over a state; another one over the same store and executions is the enclave after a crash.</summary>
internal sealed class TriggerWorld : IWebhookKeys, IDisposable
{
    internal const string Account = "acc_abcdefghijklmnopqrstuvwxyz";
    internal const string FunctionId = "fn_abcdefghijklmnopqrstuvwxyz";

    internal static readonly byte[] Key = "a key that is shared"u8.ToArray();

    internal static readonly TriggerSettings Quick = new()
    {
        Period = TimeSpan.FromMilliseconds(20),
        BlockPeriod = TimeSpan.FromMilliseconds(20),
        Pause = TimeSpan.FromMilliseconds(10),
    };

    private readonly FunctionDocuments functions = new();
    private readonly IExecutions executions;

    internal TriggerWorld(MemoryRecordHost host, ExecutionsDouble executions, TestTime time, INeoNetwork? network = null, TriggerSettings? settings = null)
        : this(host, (_, _) => executions, time, network, settings)
    {
    }

    internal TriggerWorld(
        MemoryRecordHost host, Func<IStateStore, FunctionDocuments, IExecutions> make, TestTime time, INeoNetwork? network = null,
        TriggerSettings? settings = null)
    {
        State = TestState.Start(host);
        Time = time;
        executions = make(State.Store, functions);
        Triggers = new FunctionTriggers(
            functions, executions, this, new NeoNetworks(network is null ? [] : [network]), State.Store, new EnclaveTime(time, () => IsTrusted), State,
            settings ?? Quick);
    }

    internal TestState State { get; }

    internal TestTime Time { get; }

    internal FunctionTriggers Triggers { get; }

    internal bool IsTrusted { get; set; } = true;

    /// <summary>What is thrown where a webhook's key is read.</summary>
    internal Exception? KeyFails { get; set; }

    /// <summary>Opens one whose function is there, and which works.</summary>
    internal static async Task<TriggerWorld> OpenAsync(
        ExecutionsDouble executions, MemoryStore? store = null, TestTime? time = null, INeoNetwork? network = null, TriggerSettings? settings = null)
    {
        bool isNew = store?.Keys.Count is null or 0;
        TriggerWorld world = new(new MemoryRecordHost(store ?? new MemoryStore()), executions, time ?? new TestTime(), network, settings);
        await world.State.UntilOpenAsync();
        if (isNew)
        {
            await world.MakeFunctionAsync();
        }

        world.Triggers.Start();
        return world;
    }

    internal Task MakeFunctionAsync() => State.Store.RunAsync(Account, async state =>
    {
        FunctionDocument function = new()
        {
            AccountId = Account,
            FunctionId = FunctionId,
            Name = "a function",
            ActiveVersion = 1,
            LatestVersion = 1,
            SourceHash = new string('0', 64),
            CreatedAt = DateTime.UnixEpoch,
            UpdatedAt = DateTime.UnixEpoch,
        };
        functions.Put(state, function);
        await functions.AddVersionAsync(state, function, new FunctionVersionDocument
        {
            FunctionId = FunctionId,
            Version = 1,
            SourceHash = function.SourceHash,
            SourceCode = "",
            Handler = "handler",
            TimeoutMs = 1000,
            MemoryMiB = 64,
            Statements = 1_000_000,
            Environment = new Dictionary<string, string>(),
            Secrets = new Dictionary<string, string>(),
            Wallets = new Dictionary<string, string>(),
            AllowedHosts = [],
            CreatedAt = DateTime.UnixEpoch,
            CreatedBy = "key",
        });
        return true;
    }).AsTask();

    internal async Task<TriggerDescription> CreateAsync(CreateTriggerRequest request, string account = Account)
    {
        PreparedTrigger prepared = await Triggers.Management.PrepareAsync(request, new Preparation(Caller(account), Time.GetUtcNow(), State.Store, "request"));
        return await CallAsync(call => Triggers.Management.CreateAsync(request, prepared, call), account);
    }

    internal static CreateTriggerRequest Cron(string expression, CatchUp? catchUp = null, RetrySettings? retry = null) => new()
    {
        FunctionId = FunctionId,
        Name = "a schedule",
        Cron = new CronSchedule { Expression = expression, CatchUp = catchUp },
        Retry = retry,
    };

    internal static CreateTriggerRequest Webhook(WebhookScheme scheme = WebhookScheme.HubSignature256) => new()
    {
        FunctionId = FunctionId,
        Name = "a webhook",
        Webhook = new WebhookSettings { Scheme = scheme, SecretId = "sec_key" },
    };

    internal static CreateTriggerRequest Events(uint? from = null, params EventCondition[] conditions) => new()
    {
        FunctionId = FunctionId,
        Name = "events",
        ChainEvent = new ChainEventFilter { Contract = "GAS", Event = "Transfer", FromBlock = from, Conditions = conditions },
    };

    internal async Task<TriggerDescription> FindAsync(string triggerId) =>
        (await CallAsync(call => Triggers.Management.ListAsync(new ListTriggersRequest { FunctionId = FunctionId }, call))).Triggers
            .Single(trigger => trigger.TriggerId == triggerId);

    internal async Task<IReadOnlyList<DeadLetter>> LettersAsync(string triggerId) =>
        (await CallAsync(call => Triggers.Letters.ListAsync(new ListDeadLettersRequest { TriggerId = triggerId }, call))).DeadLetters;

    internal async Task<string> DeliverAsync(string triggerId, string body, byte[]? key = null)
    {
        string mac = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(key ?? Key, Encoding.UTF8.GetBytes(body)));
        return (await Triggers.Delivery.DeliverAsync(new DeliverWebhookRequest
        {
            TriggerId = triggerId,
            Headers = [new WebhookHeader { Name = "x-hub-signature-256", Value = "sha256=" + mac }],
            Body = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)),
        })).DeduplicationKey;
    }

    internal async Task<T> CallAsync<T>(Func<Call, ValueTask<T>> body, string account = Account)
    {
        Call? last = null;
        T result = await State.Store.RunAsync(account, state =>
        {
            last = new Call(Caller(account), state, Time.GetUtcNow());
            return body(last);
        });
        last!.TellCommitted();
        return result;
    }

    internal async Task UntilIdleAsync(string triggerId) => await Waiting.UntilAsync(async () => (await FindAsync(triggerId)).Waiting == 0);

    ValueTask<SecretBytes> IWebhookKeys.ReadAsync(ITransaction state, FunctionDocument function, string secretId, DateTimeOffset time)
    {
        if (KeyFails is not null)
        {
            throw KeyFails;
        }

        SecretBytes key = new(Key.Length);
        Key.CopyTo(key.Span);
        return new(key);
    }

    public void Dispose()
    {
        Triggers.Dispose();
        (executions as IDisposable)?.Dispose();
        State.Dispose();
    }

    private static Caller Caller(string account) => new(account, "key", ["*"], null);
}

/// <summary>Executions that go as a test says, each key once: what it began is known to every enclave after it, as it is by the real one's state.</summary>
internal sealed class ExecutionsDouble : IExecutions
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ExecutionDescription>>> known = new();
    private int running;

    /// <summary>The orders whose executions began, in their order, each key once.</summary>
    internal ConcurrentQueue<ExecutionOrder> Begun { get; } = new();

    /// <summary>The most that ran at once.</summary>
    internal int MostAtOnce { get; private set; }

    /// <summary>How one goes; it may throw RequestException: then nothing ran.</summary>
    internal Func<ExecutionOrder, Task<ExecutionStatus>> Going { get; set; } = static _ => Task.FromResult(ExecutionStatus.Succeeded);

    internal IEnumerable<string> Parameters => Begun.Select(order => Encoding.UTF8.GetString(order.Parameters.Span));

    public async ValueTask<ExecutionDescription> RunAsync(ExecutionOrder order, CancellationToken cancellationToken)
    {
        Lazy<Task<ExecutionDescription>> execution = known.GetOrAdd(order.Key, _ => new(() => ExecuteAsync(order)));
        try
        {
            return await execution.Value.WaitAsync(cancellationToken);
        }
        catch (Protocol.Errors.RequestException)
        {
            known.TryRemove(order.Key, out _);
            throw;
        }
    }

    private async Task<ExecutionDescription> ExecuteAsync(ExecutionOrder order)
    {
        await Task.Yield();
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref running));
        try
        {
            ExecutionStatus status = await Going(order);
            Begun.Enqueue(order);
            return new ExecutionDescription
            {
                ExecutionId = "exe_" + Begun.Count,
                FunctionId = order.FunctionId,
                Version = 1,
                SourceHash = "",
                InputHash = "",
                Cause = ExecutionCause.Trigger,
                TriggerId = order.TriggerId,
                Status = status,
                CreatedAt = DateTime.UnixEpoch,
                Error = status == ExecutionStatus.Failed ? new ExecutionError { Code = ExecutionFailure.Threw, Message = "It was told to." } : null,
            };
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}

using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Function.Triggers.Blocks;
using NeoServiceLayer.Enclave.Function.Triggers.Cron;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>Serves what owners do with their triggers.</summary>
/// <param name="functions">The functions.</param>
/// <param name="records">What is stored.</param>
/// <param name="networks">Where events come from.</param>
/// <param name="progress">How far the blocks are seen that is not written yet.</param>
/// <param name="wake">Has the loops look.</param>
internal sealed class TriggerManagement(
    FunctionDocuments functions, TriggerRecords records, NeoNetworks networks, BlockProgress progress, Action wake)
{
    private const string IdPrefix = "trg_";

    /// <summary>Reads the height where a trigger begins with the next block.</summary>
    internal async ValueTask<PreparedTrigger> PrepareAsync(CreateTriggerRequest request, Preparation preparation)
    {
        TriggerChecks.Kind(request);
        if (request.ChainEvent is not { } filter)
        {
            return new PreparedTrigger(null, null);
        }

        INeoNetwork network = networks.Require(filter.Network);
        return network is not IBlockEvents
            ? throw new RequestException(ErrorCode.Conflict, $"The events of {network.Name} cannot be read here.")
            : new PreparedTrigger(network.Name, filter.FromBlock ?? await network.GetHeightAsync() + 1);
    }

    internal async ValueTask<TriggerDescription> CreateAsync(CreateTriggerRequest request, PreparedTrigger prepared, Call call)
    {
        TriggerChecks.Kind(request);
        string name = Labels.CheckName(request.Name, FunctionLimits.MaxNameLength);
        RetrySettings retry = TriggerChecks.Retry(request.Retry);
        FunctionDocument function = await functions.RequireAsync(call, request.FunctionId);
        if ((await records.OfFunctionAsync(call.State, function.FunctionId)).Count >= FunctionLimits.MaxTriggers)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The function has {FunctionLimits.MaxTriggers} triggers, which is the most.");
        }

        DateTime now = call.Time.UtcDateTime;
        TriggerDocument document = new()
        {
            AccountId = function.AccountId,
            TriggerId = RandomId.New(IdPrefix),
            FunctionId = function.FunctionId,
            Name = name,
            IsPaused = false,
            IsDeleted = false,
            Cron = request.Cron,
            ChainEvent = request.ChainEvent is { } filter ? filter with { Network = prepared.Network } : null,
            Webhook = request.Webhook,
            Parameters = TriggerChecks.Parameters(request.Parameters),
            MaxAttempts = retry.MaxAttempts!.Value,
            BackoffSeconds = retry.BackoffSeconds!.Value,
            NextAt = request.Cron is { } cron ? Schedules.TimesOf(cron).Next(now) : null,
            NextBlock = prepared.FirstBlock,
            NextEvent = 0,
            NextSequence = 1,
            Waiting = 0,
            DeadLetters = 0,
            Remembered = 0,
            CreatedAt = now,
        };
        await records.AddAsync(call.State, document);
        call.Target = document.TriggerId;
        call.OnCommitted(wake);
        return Describe(document);
    }

    internal async ValueTask<ListTriggersResponse> ListAsync(ListTriggersRequest request, Call call)
    {
        FunctionDocument function = await functions.RequireAsync(call, request.FunctionId);
        return new ListTriggersResponse
        {
            Triggers = [.. (await records.OfFunctionAsync(call.State, function.FunctionId)).Select(Describe)],
        };
    }

    /// <summary>Pauses it, or has it go on; what a schedule missed while it rested is left out.</summary>
    internal async ValueTask<TriggerDescription> PauseAsync(PauseTriggerRequest request, Call call)
    {
        TriggerDocument document = await records.RequireAsync(call, request.TriggerId);
        bool paused = request.Paused ?? true;
        if (document.IsPaused == paused)
        {
            return Describe(document);
        }

        DateTime? next = !paused && document.Cron is { } cron ? Schedules.TimesOf(cron).Next(call.Time.UtcDateTime) : null;
        TriggerDocument changed = await records.PutAsync(call.State, document with { IsPaused = paused, NextAt = next });
        call.OnCommitted(wake);
        return Describe(changed);
    }

    internal async ValueTask<DeleteTriggerResponse> DeleteAsync(DeleteTriggerRequest request, Call call)
    {
        TriggerDocument document = await records.RequireAsync(call, request.TriggerId);
        await records.DeleteAsync(call.State, document);
        progress.Forget(document.TriggerId);
        call.OnCommitted(wake);
        return new DeleteTriggerResponse { TriggerId = document.TriggerId };
    }

    private TriggerDescription Describe(TriggerDocument document) => new()
    {
        TriggerId = document.TriggerId,
        FunctionId = document.FunctionId,
        Name = document.Name,
        Status = document.IsPaused ? TriggerStatus.Paused : TriggerStatus.Active,
        Cron = document.Cron,
        ChainEvent = document.ChainEvent,
        Webhook = document.Webhook,
        Parameters = document.Parameters,
        Retry = new RetrySettings { MaxAttempts = document.MaxAttempts, BackoffSeconds = document.BackoffSeconds },
        NextAt = document.IsPaused ? null : document.NextAt,
        NextBlock = progress.Of(document),
        Waiting = document.Waiting,
        DeadLetters = document.DeadLetters,
        CreatedAt = document.CreatedAt,
    };
}

/// <summary>What was read before a trigger is made.</summary>
/// <param name="Network">The network's name, where it waits for events.</param>
/// <param name="FirstBlock">The first block that is looked at.</param>
internal sealed record PreparedTrigger(string? Network, uint? FirstBlock) : IDisposable
{
    public void Dispose()
    {
        // There is nothing to end.
    }
}

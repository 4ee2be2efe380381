using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>Writes that an execution is intended, before anything of it runs, and holds what it may cost.</summary>
/// <param name="functions">The functions.</param>
/// <param name="documents">What is stored of executions.</param>
/// <param name="history">Where it has its place.</param>
/// <param name="payer">Who pays.</param>
/// <param name="prices">What it costs.</param>
/// <param name="life">This life of the enclave.</param>
internal sealed class ExecutionBeginning(
    FunctionDocuments functions, ExecutionDocuments documents, ExecutionHistory history, IUsagePayer payer, ExecutionPrices prices, string life)
{
    /// <summary>Writes the intent; or finds what the same order began before.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="live">The execution.</param>
    /// <param name="answered">Whether the response is remembered in the same commit.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RequestException">notFound, insufficientFunds, overloaded; idempotencyMismatch: the key is another order's.</exception>
    internal async ValueTask<BegunExecution> BeginAsync(ITransaction state, LiveExecution live, bool answered, DateTimeOffset now)
    {
        ExecutionOrder order = live.Order;
        if (await documents.FindAsync(state, live.ExecutionId) is { } before)
        {
            return Same(before, live) ? new BegunExecution(before, Run: null) : throw Mismatch();
        }

        FunctionDocument function = await functions.RequireAsync(state, order.AccountId, order.FunctionId);
        FunctionVersionDocument version = await functions.RequireVersionAsync(state, function, order.Version);
        ExecutionDocument document = new()
        {
            AccountId = order.AccountId,
            FunctionId = order.FunctionId,
            ExecutionId = live.ExecutionId,
            Version = version.Version,
            AskedVersion = order.Version,
            SourceHash = version.SourceHash,
            InputHash = live.InputHash,
            Cause = order.TriggerId is null ? ExecutionCause.Request : ExecutionCause.Trigger,
            TriggerId = order.TriggerId,
            EffectKey = order.EffectKey,
            Life = life,
            Status = ExecutionStatus.Queued,
            Answered = answered || order.TriggerId is not null,
            Hold = await HoldAsync(state, function, version, live.ExecutionId, now),
            CreatedAt = WholeTime.Of(now).UtcDateTime,
        };
        await history.AddAsync(state, document, now);
        foreach (ExecutionPart part in ExecutionParts.Cut(live.ExecutionId, ExecutionParts.Parameters, order.Parameters))
        {
            documents.Parts.Put(state, part);
        }

        return new BegunExecution(document, new Hosting.FunctionRun(live.ExecutionId, order.EffectKey, function, version)
        {
            MayComeAgain = order.TriggerId is not null,
        });
    }

    /// <summary>Whether an execution that is there is the one that is wanted.</summary>
    internal static bool Same(ExecutionDocument document, LiveExecution live) =>
        document.FunctionId == live.Order.FunctionId && document.AskedVersion == live.Order.Version && document.InputHash == live.InputHash;

    internal static RequestException Mismatch() => new(
        ErrorCode.IdempotencyMismatch, "This requestId was used for another execution: give each request one of its own.");

    private async ValueTask<string?> HoldAsync(
        ITransaction state, FunctionDocument function, FunctionVersionDocument version, string executionId, DateTimeOffset now)
    {
        long most = prices.Most(version);
        if (most == 0)
        {
            return null;
        }

        return function.BankAccountId is { } bankAccountId
            ? await payer.HoldAsync(state.Uncounted(), new Usage(function.AccountId, bankAccountId, function.FunctionId, executionId), most, now)
            : throw new RequestException(
                ErrorCode.InsufficientFunds,
                $"An execution of this version may cost {most} datoshi here: name a Gas Bank account with function.updateFunction, and allocate to the function with gasbank.allocate.");
    }
}

/// <summary>What is there of an execution that was wanted.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Run">What runs now; null: it began before.</param>
internal sealed record BegunExecution(ExecutionDocument Document, Hosting.FunctionRun? Run);

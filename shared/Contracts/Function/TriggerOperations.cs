using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>Triggers of functions.</summary>
public static class TriggerOperations
{
    /// <summary>Begins a trigger.</summary>
    public static readonly Operation<CreateTriggerRequest, TriggerDescription> CreateTrigger = new(
        "function", "createTrigger",
        "Has a function executed at certain times, on events of a contract, on calls of a webhook, or when a price moves.",
        static () => FunctionRequestJson.Default.CreateTriggerRequest, static () => FunctionResponseJson.Default.TriggerDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists triggers.</summary>
    public static readonly Operation<ListTriggersRequest, ListTriggersResponse> ListTriggers = new(
        "function", "listTriggers",
        "Lists a function's triggers.",
        static () => FunctionRequestJson.Default.ListTriggersRequest, static () => FunctionResponseJson.Default.ListTriggersResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lets a trigger rest, or go on.</summary>
    public static readonly Operation<PauseTriggerRequest, TriggerDescription> PauseTrigger = new(
        "function", "pauseTrigger",
        "Pauses a trigger, or has it go on.",
        static () => FunctionRequestJson.Default.PauseTriggerRequest, static () => FunctionResponseJson.Default.TriggerDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Removes a trigger.</summary>
    public static readonly Operation<DeleteTriggerRequest, DeleteTriggerResponse> DeleteTrigger = new(
        "function", "deleteTrigger",
        "Deletes a trigger with what waits for it.",
        static () => FunctionRequestJson.Default.DeleteTriggerRequest, static () => FunctionResponseJson.Default.DeleteTriggerResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists events that were given up on.</summary>
    public static readonly Operation<ListDeadLettersRequest, ListDeadLettersResponse> ListDeadLetters = new(
        "function", "listDeadLetters",
        "Lists events of a trigger whose executions did not succeed.",
        static () => FunctionRequestJson.Default.ListDeadLettersRequest, static () => FunctionResponseJson.Default.ListDeadLettersResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Runs such an event again.</summary>
    public static readonly Operation<RetryDeadLetterRequest, RetryDeadLetterResponse> RetryDeadLetter = new(
        "function", "retryDeadLetter",
        "Has an event that was given up on executed again.",
        static () => FunctionRequestJson.Default.RetryDeadLetterRequest, static () => FunctionResponseJson.Default.RetryDeadLetterResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Takes a webhook's call.</summary>
    public static readonly Operation<DeliverWebhookRequest, DeliverWebhookResponse> DeliverWebhook = new(
        "function", "deliverWebhook",
        "Takes a signed call of a webhook; its signature is checked in the enclave.",
        static () => FunctionRequestJson.Default.DeliverWebhookRequest, static () => FunctionResponseJson.Default.DeliverWebhookResponse)
    {
        Access = Access.Public,
    };

    /// <summary>The operations on triggers.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        CreateTrigger, ListTriggers, PauseTrigger, DeleteTrigger, ListDeadLetters, RetryDeadLetter, DeliverWebhook,
    ];
}

using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>How triggers are gone about.</summary>
internal sealed record TriggerSettings
{
    /// <summary>The most events that wait for one trigger's executions: then blocks wait, webhooks are refused and times are left out.</summary>
    internal int MaxWaiting { get; init; } = 1000;

    /// <summary>The most events that are given up on; then the trigger rests by itself, so that none is lost.</summary>
    internal int MaxDeadLetters { get; init; } = 500;

    /// <summary>The most keys of webhooks' calls that are remembered of a trigger.</summary>
    internal int MaxRemembered { get; init; } = 10_000;

    /// <summary>The most executions of all triggers at once.</summary>
    internal int Concurrency { get; init; } = 16;

    /// <summary>The most of one account.</summary>
    internal int ConcurrencyOfAccount { get; init; } = 4;

    /// <summary>The longest time between two looks; it wakes sooner for what is due sooner.</summary>
    internal TimeSpan Period { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it looks for new blocks where somebody waits for events.</summary>
    internal TimeSpan BlockPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it waits after something that could not be done now and is no fault of the function's.</summary>
    internal TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many blocks without an event are passed before that is written down: as many may be read again after a crash.</summary>
    internal uint BlocksUnwritten { get; init; } = 100;

    /// <summary>The longest parameters of a trigger, in bytes of JSON.</summary>
    internal const int MaxParameterBytes = 64 << 10;

    /// <summary>The longest time between two attempts.</summary>
    internal static readonly TimeSpan LongestBackoff = TimeSpan.FromHours(1);

    internal const int DefaultAttempts = 5;

    internal const int DefaultBackoffSeconds = 10;

    /// <summary>What an order's parameters have beside event and parameters, in bytes: names, braces, the key.</summary>
    internal const int MaxEventBytes = FunctionLimits.MaxJsonBytes - MaxParameterBytes - 512;
}

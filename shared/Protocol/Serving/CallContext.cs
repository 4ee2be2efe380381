namespace NeoServiceLayer.Protocol.Serving;

/// <summary>What a handler may know of the call besides its payload.</summary>
public readonly record struct CallContext
{
    private const long NoDeadline = long.MaxValue;

    private readonly long deadline;

    /// <param name="deadlineMilliseconds">From now, the request's arrival; negative if there is none.</param>
    internal CallContext(long deadlineMilliseconds) =>
        deadline = deadlineMilliseconds < 0 ? NoDeadline : Environment.TickCount64 + deadlineMilliseconds;

    /// <summary>Whether the caller no longer waits for the answer: work that has not begun need not begin.</summary>
    public bool DeadlinePassed => deadline != NoDeadline && Environment.TickCount64 >= deadline;
}

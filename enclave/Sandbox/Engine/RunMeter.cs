using System.Diagnostics;
using System.Runtime.CompilerServices;
using Jint;
using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>
/// Counts the statements of a run, looks at the clock and at the stack, and ends the run when it has had enough of one of them. Jint asks it
/// before each statement. What it has ended stays ended: code that a finally block or an iterator's return runs while the end unwinds is
/// ended again at its first statement.
/// </summary>
/// <remarks>One thread uses it. Jint begins counting anew at each entry; this does not, so that the number is the whole run's.</remarks>
internal sealed class RunMeter(long limit, TimeSpan timeout) : Constraint
{
    private const int StatementsBetweenClocks = 1024;

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly nuint _stackTop = StackPointer();
    private RunOverException? _over;

    /// <summary>How many statements were run.</summary>
    public long Statements { get; private set; }

    /// <summary>How much of the time is left; never less than a millisecond.</summary>
    public TimeSpan Left => TimeSpan.FromMilliseconds(Math.Max(1, (timeout - Stopwatch.GetElapsedTime(_begin)).TotalMilliseconds));

    /// <summary>Each statement counts, so none may be skipped.</summary>
    public override bool IsAmortizable => false;

    /// <summary>Begins to count: what was run so far is the host's own.</summary>
    public void Begin() => Statements = 0;

    /// <inheritdoc/>
    public override void Check()
    {
        if (_over is not null)
        {
            throw End(_over.Code, _over.Message);
        }

        if (++Statements > limit)
        {
            Statements = limit;
            throw End(ExecutionFailure.StatementLimit, $"The function ran more than {limit} statements.");
        }

        if (_stackTop - StackPointer() > ScriptEngine.StackBytes / ScriptEngine.StackShare)
        {
            throw End(ExecutionFailure.StackOverflow, "The function calls itself too deeply.");
        }

        if (Statements % StatementsBetweenClocks == 0)
        {
            CheckTime();
        }
    }

    /// <summary>Ends the run when its time is over.</summary>
    public void CheckTime()
    {
        if (Stopwatch.GetElapsedTime(_begin) >= timeout)
        {
            throw End(ExecutionFailure.Timeout, $"The function took longer than {timeout.TotalMilliseconds:0} ms.");
        }
    }

    /// <summary>Ends the run.</summary>
    public RunOverException End(ExecutionFailure code, string message) => _over = new RunOverException(code, message);

    /// <inheritdoc/>
    public override void Reset()
    {
    }

    // The address of a local: where the stack has come to, near enough.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe nuint StackPointer()
    {
        byte here;
        return (nuint)(&here);
    }
}

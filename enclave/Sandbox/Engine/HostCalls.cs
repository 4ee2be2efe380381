using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Runtime;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>
/// What a run has asked of its host and not been answered yet, and its timers: the sources of its turns. A timer of no length is taken
/// before any answer is waited for, in the order in which they were set; any other asks the host to sleep.
/// </summary>
/// <remarks>One thread uses it.</remarks>
internal sealed class HostCalls(Jint.Engine engine, IWorkerLink link, RunClock clock, RunMeter meter)
{
    private const int MaxTimers = 1000;

    private readonly Dictionary<int, JsValue> _waiting = [];
    private readonly Dictionary<int, int> _callOf = [];
    private readonly Dictionary<int, int> _timerOf = [];
    private readonly Queue<int> _due = new();
    private readonly Dictionary<int, JsValue> _soon = [];
    private readonly HashSet<int> _changes = [];
    private JsValue _follow = JsValue.Undefined;
    private int _lastCall;
    private int _lastTimer;

    /// <summary>
    /// Whether something is under way that changes anything. A run waits for that before it ends, whether its code does or not: what it
    /// stored and paid must not depend on which comes first.
    /// </summary>
    public bool ChangesUnderWay => _changes.Count > 0;

    /// <summary>What waits for a promise with functions for its value and its reason: it is taken from the prelude, where code cannot have changed it.</summary>
    public void FollowWith(JsValue follow) => _follow = follow;

    /// <summary>Waits for a promise, or for any object with a then.</summary>
    public void Follow(JsValue promise, JsValue value, JsValue error) => engine.Call(_follow, JsValue.Undefined, [promise, value, error]);

    /// <summary>Asks the host for something.</summary>
    /// <param name="name">Which of its functions.</param>
    /// <param name="json">The arguments.</param>
    /// <param name="answered">What is called with the answer: the value; or undefined, the error's code and its message.</param>
    public void Send(string name, string json, JsValue answered)
    {
        byte[] arguments = Encoding.UTF8.GetBytes(json);
        if (StrictJson.Check(arguments, out _) != StrictJsonError.None)
        {
            throw new JavaScriptException(engine.Intrinsics.TypeError, $"What is given to {name} is nested too deeply, or holds half a character.");
        }

        if (_lastCall >= FunctionLimits.MaxHostCalls)
        {
            throw new JavaScriptException(engine.Intrinsics.Error, $"A run makes at most {FunctionLimits.MaxHostCalls} calls to the outside, timers included.");
        }

        _waiting.Add(++_lastCall, answered);
        if (name is "storage.put" or "storage.delete" or "wallet.transfer" or "wallet.invoke")
        {
            _changes.Add(_lastCall);
        }

        link.Send(new WorkerCall(_lastCall, name, arguments));
    }

    /// <summary>Sets a timer.</summary>
    /// <returns>Its number.</returns>
    public int Start(double milliseconds, JsValue callback)
    {
        if (_callOf.Count + _soon.Count >= MaxTimers)
        {
            throw new JavaScriptException(engine.Intrinsics.Error, $"A run has at most {MaxTimers} timers at once.");
        }

        int timer = ++_lastTimer;
        if (!(milliseconds >= 1))
        {
            _soon.Add(timer, callback);
            _due.Enqueue(timer);
            return timer;
        }

        long whole = (long)Math.Min(milliseconds, FunctionLimits.MaxTimeoutMs);
        Send("timer.sleep", $$"""{"ms":{{whole.ToString(CultureInfo.InvariantCulture)}}}""", callback);
        _callOf.Add(timer, _lastCall);
        _timerOf.Add(_lastCall, timer);
        return timer;
    }

    /// <summary>Ends a timer; a number that is none's is let pass.</summary>
    public void Stop(int timer)
    {
        _soon.Remove(timer);
        if (_callOf.Remove(timer, out int call))
        {
            _waiting.Remove(call);
            _timerOf.Remove(call);
        }
    }

    /// <summary>Waits for the next thing to happen and tells the code.</summary>
    /// <returns>False: nothing can happen any more.</returns>
    public bool Next()
    {
        while (_due.TryDequeue(out int timer))
        {
            if (_soon.Remove(timer, out JsValue? callback))
            {
                engine.Call(callback, JsValue.Undefined, []);
                return true;
            }
        }

        if (_waiting.Count == 0)
        {
            return false;
        }

        WorkerAnswer answer = link.Receive();
        clock.Advance(answer.Answer.Time);
        meter.CheckTime();
        _changes.Remove(answer.Id);
        if (_timerOf.Remove(answer.Id, out int slept))
        {
            _callOf.Remove(slept);
        }

        if (_waiting.Remove(answer.Id, out JsValue? answered))
        {
            Tell(answered, answer.Answer);
        }

        return true;
    }

    private void Tell(JsValue answered, HostAnswer answer)
    {
        JsValue[] arguments = answer.ErrorCode is null
            ? [new JsonParser(engine, StrictJson.MaxDepth + 1).Parse(answer.Json.Span)]
            : [JsValue.Undefined, answer.ErrorCode, answer.ErrorMessage ?? answer.ErrorCode];
        engine.Call(answered, JsValue.Undefined, arguments);
    }
}

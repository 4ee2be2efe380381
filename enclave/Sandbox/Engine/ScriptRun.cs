using System.Buffers;
using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using Jint.Runtime.Modules;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>One run: the module is loaded, the handler called, and turns are given until what it returned is there.</summary>
internal sealed class ScriptRun : IDisposable
{
    private const string File = "function.js";

    private readonly SandboxJob _job;
    private readonly RunMeter _meter;
    private readonly RunLog _log = new();
    private readonly RunClock _clock;
    private readonly Jint.Engine _engine;
    private readonly HostCalls _calls;
    private readonly UncaughtRejections _uncaught;

    public ScriptRun(SandboxJob job, IWorkerLink link)
    {
        _job = job;
        _meter = new RunMeter(job.Statements, TimeSpan.FromMilliseconds(job.TimeoutMs));
        _clock = new RunClock(job.Time);
        _engine = new Jint.Engine(EngineOptions.Of(_meter, _clock));
        _calls = new HostCalls(_engine, link, _clock, _meter);
        _uncaught = new UncaughtRejections(_engine);
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    /// <summary>Runs it.</summary>
    public EngineOutcome Run()
    {
        try
        {
            Prelude.Install(_engine, _job, _calls, _log, _clock);
            _meter.Begin();
            JsValue value = Settle(Call(Load()));
            Turn(() => !_calls.ChangesUnderWay, "");
            return Done(ToJson(value));
        }
        catch (ScriptFailedException failed)
        {
            return Failed(failed.Error);
        }
        catch (JavaScriptException thrown)
        {
            return Failed(ScriptText.Error(ExecutionFailure.Threw, thrown.Error));
        }
        catch (Exception exception) when (ErrorOf(exception) is not null)
        {
            return Failed(ErrorOf(exception)!);
        }
    }

    // What ends a run from beneath: everything else is a fault of the engine, and the worker dies of it.
    private static ExecutionError? ErrorOf(Exception exception) => exception switch
    {
        RunOverException over => new ExecutionError { Code = over.Code, Message = over.Message },
        OutOfMemoryException or MemoryLimitExceededException => new ExecutionError { Code = ExecutionFailure.OutOfMemory, Message = "The function took more memory than it may." },
        InsufficientExecutionStackException => new ExecutionError { Code = ExecutionFailure.StackOverflow, Message = "The function calls itself too deeply." },
        // Jint wraps whatever its parser throws.
        ScriptPreparationException { InnerException: { } inner } => ErrorOf(inner)
            ?? new ExecutionError { Code = ExecutionFailure.InvalidModule, Message = "The module cannot be read." },
        RegexMatchTimeoutException => new ExecutionError { Code = ExecutionFailure.Timeout, Message = "A regular expression took longer than the function may." },
        _ => null,
    };

    private ObjectInstance Load()
    {
        Prepared<Acornima.Ast.Module> module = ModuleSource.Prepare(_job.SourceCode, File, _meter.Left);
        _engine.Modules.Add(File, builder => builder.AddModule(module));
        ModuleImportOperation import = _engine.Modules.StartImport(File);
        Turn(() => import.IsCompleted, "The module waits for something that can never come.");
        if (import.Error is { } error)
        {
            // Before the first statement it was the linking that failed.
            throw _meter.Statements == 0
                ? new ScriptFailedException(ExecutionFailure.InvalidModule, "A function is one module: what it imports is not there.")
                : new ScriptFailedException(ScriptText.Error(ExecutionFailure.Threw, error));
        }

        return import.Namespace!;
    }

    private JsValue Call(ObjectInstance module)
    {
        JsValue handler = module.Get(_job.Handler);
        if (!handler.IsCallable())
        {
            throw new ScriptFailedException(ExecutionFailure.InvalidModule, $"The module exports no function named {_job.Handler}.");
        }

        JsValue parameters = new JsonParser(_engine, StrictJson.MaxDepth + 1).Parse(_job.Parameters.Span);
        return _engine.Call(handler, JsValue.Undefined, [parameters]);
    }

    // Through Promise.resolve, so that any object with a then is waited for.
    private JsValue Settle(JsValue returned)
    {
        if (returned is not ObjectInstance)
        {
            return returned;
        }

        JsValue? value = null;
        JsValue? error = null;
        _calls.Follow(
            returned,
            new ClrFunction(_engine, "", (_, arguments) => value = arguments.At(0)),
            new ClrFunction(_engine, "", (_, arguments) => error = arguments.At(0)));
        Turn(() => value is not null || error is not null, "The function waits for something that can never come.");
        return error is null ? value! : throw new ScriptFailedException(ScriptText.Error(ExecutionFailure.Threw, error));
    }

    private void Turn(Func<bool> done, string stuck)
    {
        _engine.Advanced.ProcessTasks();
        while (!done())
        {
            _meter.CheckTime();
            if (!_calls.Next())
            {
                throw new ScriptFailedException(ExecutionFailure.NeverSettles, stuck);
            }

            _engine.Advanced.ProcessTasks();
        }
    }

    private ReadOnlyMemory<byte> ToJson(JsValue value)
    {
        ArrayBufferWriter<byte> json = new();
        if (value.IsUndefined())
        {
            return "null"u8.ToArray();
        }

        try
        {
            if (!new JsonSerializer(_engine).Serialize(value, json))
            {
                throw new ScriptFailedException(ExecutionFailure.InvalidResult, "What the function returned is no JSON.");
            }
        }
        catch (JavaScriptException thrown)
        {
            throw new ScriptFailedException(ScriptText.Error(ExecutionFailure.InvalidResult, thrown.Error));
        }

        if (json.WrittenCount > FunctionLimits.MaxJsonBytes)
        {
            throw new ScriptFailedException(
                ExecutionFailure.InvalidResult, $"What the function returned has {json.WrittenCount} bytes of JSON; {FunctionLimits.MaxJsonBytes} are allowed.");
        }

        return StrictJson.Check(json.WrittenSpan, out _) == StrictJsonError.None
            ? json.WrittenMemory
            : throw new ScriptFailedException(
                ExecutionFailure.InvalidResult, $"What the function returned is nested deeper than {StrictJson.MaxDepth}, or holds half a character.");
    }

    private EngineOutcome Done(ReadOnlyMemory<byte> result)
    {
        _uncaught.Tell(_log);
        return new EngineOutcome { Result = result, Logs = _log.Lines, Statements = _meter.Statements };
    }

    private EngineOutcome Failed(ExecutionError error) => new() { Error = error, Logs = _log.Lines, Statements = _meter.Statements };
}

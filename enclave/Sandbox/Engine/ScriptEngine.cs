namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>Runs one job in a JavaScript engine that knows nothing of .NET: values come in and go out as JSON, and all it can do is ask its link.</summary>
internal static class ScriptEngine
{
    /// <summary>
    /// How much stack the thread has to have that calls <see cref="Run"/>. An eighth of it is for the code. The rest is for what the
    /// engine does beneath the last statement, and for the way back: what ends a run is caught and thrown again at many levels, and each
    /// of these takes more stack, not less.
    /// </summary>
    internal const int StackBytes = 16 << 20;

    /// <summary>Which part of it is for the code.</summary>
    internal const int StackShare = 8;

    /// <summary>Runs a job to its end on this thread. It starts no thread, opens nothing and reads no clock but the monotonic one.</summary>
    /// <param name="job">What is run.</param>
    /// <param name="link">Where its calls to the outside go. Nothing is called on it when this has returned; answers may be outstanding.</param>
    /// <exception cref="OutOfMemoryException">There was not even the memory to say that there is none.</exception>
    internal static EngineOutcome Run(SandboxJob job, IWorkerLink link)
    {
        using ScriptRun run = new(job, link);
        return run.Run();
    }
}

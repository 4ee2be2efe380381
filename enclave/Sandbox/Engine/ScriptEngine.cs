namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>Runs one job in a JavaScript engine that knows nothing of .NET: values come in and go out as JSON, and all it can do is ask its link.</summary>
internal static class ScriptEngine
{
    /// <summary>
    /// How much stack the thread has to have that calls <see cref="Run"/>. Half of it is for the code; the other half is for what
    /// the engine does beneath the last statement, and for the way back.
    /// </summary>
    internal const int StackBytes = 16 << 20;

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

using Jint;
using Jint.Native;
using Jint.Native.Promise;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>Promises that failed and that nobody asks: they do not fail the run, but its log says so.</summary>
internal sealed class UncaughtRejections
{
    private readonly List<(JsValue Promise, JsValue Reason)> _open = [];

    public UncaughtRejections(Jint.Engine engine) => engine.Advanced.PromiseRejectionTracker += (_, change) =>
    {
        if (change.Operation == PromiseRejectionOperation.Reject)
        {
            _open.Add((change.Promise, change.Value ?? JsValue.Undefined));
            return;
        }

        _open.RemoveAll(one => ReferenceEquals(one.Promise, change.Promise));
    };

    /// <summary>Writes them to the log.</summary>
    public void Tell(RunLog log)
    {
        foreach ((_, JsValue reason) in _open)
        {
            log.Add("error", $"Nobody caught: {ScriptText.Message(reason)}");
        }
    }
}

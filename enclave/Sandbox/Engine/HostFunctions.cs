using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>
/// The functions that the prelude is written over. Users' code does not see them; were it to, it could do with them what it can do anyhow:
/// what it may is decided where its calls arrive.
/// </summary>
internal static class HostFunctions
{
    public static JsObject Create(Jint.Engine engine, HostCalls calls, RunLog log, RunClock clock, RunRandom random)
    {
        JsObject host = new(engine);
        void Add(string name, Func<JsValue[], JsValue> function) => host.Set(name, new ClrFunction(engine, name, (_, arguments) => function(arguments)));

        Add("call", arguments =>
        {
            calls.Send(arguments.At(0).AsString(), arguments.At(1).AsString(), arguments.At(2));
            return JsValue.Undefined;
        });
        Add("start", arguments => calls.Start(arguments.At(0).AsNumber(), arguments.At(1)));
        Add("stop", arguments =>
        {
            calls.Stop(arguments.At(0) is { } timer && timer.IsNumber() ? (int)timer.AsNumber() : 0);
            return JsValue.Undefined;
        });
        Add("log", arguments =>
        {
            log.Add(arguments.At(0).AsString(), ScriptText.Line(engine, arguments[1..]));
            return JsValue.Undefined;
        });
        Add("elapsed", _ => clock.Elapsed);
        Add("random", _ => random.Next());
        Add("randomBytes", arguments =>
        {
            byte[] bytes = new byte[(int)arguments.At(0).AsNumber()];
            random.Fill(bytes);
            return engine.Intrinsics.Uint8Array.Construct(bytes);
        });
        TextFunctions.Add(engine, Add);
        CryptoFunctions.Add(engine, Add);
        return host;
    }
}

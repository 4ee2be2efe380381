using System.Collections.Frozen;
using System.Text;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>
/// What a function finds beside the language: written in JavaScript (PreludeScripts), over a few functions of the host. Each script is read
/// once in a process, and all but the first are run only when a function names something of theirs.
/// </summary>
internal static class Prelude
{
    /// <summary>How the scripts' names begin in stacks.</summary>
    public const string FilePrefix = "nsl:";

    private static readonly FrozenDictionary<string, Prepared<Script>> Scripts =
        new[] { "core", "encoding", "url", "fetch", "crypto", "clone" }.ToFrozenDictionary(name => name, Read);

    /// <summary>Puts it in, before the function's code is run.</summary>
    public static void Install(Jint.Engine engine, SandboxJob job, HostCalls calls, RunLog log, RunClock clock)
    {
        RunRandom random = new(job.Seed.Span);
        JsObject host = HostFunctions.Create(engine, calls, log, clock, random);
        ObjectInstance core = (ObjectInstance)Run(
            engine, "core", host, Environment(engine, job), new JsArray(engine, [.. job.Features.Select(JsString.Create)]));
        calls.FollowWith(core.Get("follow"));

        Dictionary<string, JsValue> loaded = [];
        JsValue Part(string name) => loaded.TryGetValue(name, out JsValue? part) ? part : loaded[name] = name switch
        {
            "url" => Run(engine, name, host),
            "fetch" => Run(engine, name, host, core.Get("call"), Part("encoding"), Part("url")),
            "crypto" => Run(engine, name, host, Part("encoding")),
            "clone" => Run(engine, name),
            _ => Run(engine, name, host),
        };
        foreach ((string global, string part) in new[]
        {
            ("TextEncoder", "encoding"), ("TextDecoder", "encoding"), ("URL", "url"), ("URLSearchParams", "url"), ("fetch", "fetch"),
            ("Headers", "fetch"), ("Request", "fetch"), ("Response", "fetch"), ("crypto", "crypto"), ("CryptoKey", "crypto"),
            ("structuredClone", "clone"),
        })
        {
            engine.Advanced.AddLazyGlobal(global, _ => ((ObjectInstance)Part(part)).Get(global), PropertyFlag.NonEnumerable);
        }
    }

    private static JsValue Run(Jint.Engine engine, string script, params JsValue[] arguments) =>
        engine.Call(engine.Evaluate(Scripts[script]), JsValue.Undefined, arguments);

    private static JsObject Environment(Jint.Engine engine, SandboxJob job)
    {
        JsObject environment = new(engine);
        foreach ((string name, string value) in job.Environment)
        {
            environment.FastSetDataProperty(name, JsString.Create(value));
        }

        return environment;
    }

    private static Prepared<Script> Read(string name)
    {
        using Stream stream = typeof(Prelude).Assembly.GetManifestResourceStream($"{name}.js")
            ?? throw new InvalidOperationException($"The script {name} is not in the program.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return Jint.Engine.PrepareScript(reader.ReadToEnd(), FilePrefix + name, strict: true);
    }
}

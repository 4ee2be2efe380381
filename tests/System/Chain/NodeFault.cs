using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>How a <see cref="FaultyNode"/> brings an answer.</summary>
internal enum Bringing
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>Half of it, and then the connection ends.</summary>
    Cut,

    /// <summary>Never; the connection stays.</summary>
    Never,

    /// <summary>The connection ends in its place.</summary>
    Closed,
}

/// <summary>A call on its way to a node.</summary>
/// <param name="Method">What is asked.</param>
/// <param name="Parameters">With what.</param>
/// <param name="AskAsync">Asks the node behind something else: method and parameters; gives the whole answer.</param>
internal sealed record NodeCall(string Method, JsonArray Parameters, Func<string, JsonArray, Task<JsonObject>> AskAsync)
{
    internal async Task<int> CountAsync() => (int)(await AskAsync("getblockcount", []))["result"]!;
}

/// <summary>What is wrong with a <see cref="FaultyNode"/>: nothing, until it says so.</summary>
internal sealed record NodeFault
{
    /// <summary>Honest, and as fast as the node.</summary>
    internal static NodeFault None { get; } = new();

    /// <summary>Takes requests, and answers none.</summary>
    internal static NodeFault Silent { get; } = new() { Bringing = Bringing.Never };

    /// <summary>Ends its connections without an answer.</summary>
    internal static NodeFault Closed { get; } = new() { Bringing = Bringing.Closed };

    /// <summary>Ends its connections in the middle of an answer.</summary>
    internal static NodeFault Cut { get; } = new() { Bringing = Bringing.Cut };

    /// <summary>How it brings answers.</summary>
    internal Bringing Bringing { get; init; }

    /// <summary>How long it takes over each.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>The HTTP status of its answers.</summary>
    internal int Status { get; init; } = 200;

    /// <summary>What it says in the place of any answer; null: what the node says, as <see cref="Alter"/> leaves it.</summary>
    internal byte[]? Body { get; init; }

    /// <summary>Whether it takes several calls in one request.</summary>
    internal bool Batches { get; init; } = true;

    /// <summary>Answers a method in the node's place, which never hears of it; null: the node is asked.</summary>
    internal Func<string, JsonObject?> Refuse { get; init; } = static _ => null;

    /// <summary>Changes what the node says to a call: the whole answer, with <c>result</c> or <c>error</c>.</summary>
    internal Func<NodeCall, JsonObject, Task<JsonObject>> Alter { get; init; } = static (_, answer) => Task.FromResult(answer);

    /// <summary>Takes its time.</summary>
    internal static NodeFault Slow(TimeSpan delay) => new() { Delay = delay };

    /// <summary>Answers whatever it is asked with these bytes.</summary>
    internal static NodeFault Saying(byte[] body, int status = 200) => new() { Body = body, Status = status };

    /// <inheritdoc cref="Saying(byte[], int)"/>
    internal static NodeFault Saying(string body, int status = 200) => Saying(Encoding.UTF8.GetBytes(body), status);

    /// <summary>Answers these methods with an error, and never asks the node; all of them, where none is named.</summary>
    internal static NodeFault Error(int code, string message, params string[] methods) => new()
    {
        Refuse = method =>
        {
            JsonObject answer = [];
            Fail(answer, code, message);
            return methods.Length == 0 || methods.Contains(method) ? answer : null;
        },
    };

    /// <summary>Changes a method's result in place, or gives another.</summary>
    internal static NodeFault Lie(string method, Func<JsonNode, JsonNode> lie) => Altering((call, answer) =>
    {
        if (call.Method == method && answer["result"] is { } result)
        {
            answer["result"] = null;
            answer["result"] = lie(result);
        }
    });

    /// <summary>Says that it is of another network.</summary>
    internal static NodeFault OfNetwork(uint magic) => Lie("getversion", version =>
    {
        version["protocol"]!["network"] = magic;
        return version;
    });

    /// <summary>Says that every integer on a script's stack, such as a balance, is this one.</summary>
    internal static NodeFault Integer(string value) => Lie("invokescript", run =>
    {
        foreach (JsonNode? item in run["stack"]!.AsArray())
        {
            if ((string?)item!["type"] == "Integer")
            {
                item["value"] = value;
            }
        }

        return run;
    });

    /// <summary>Changes a member of each transaction's execution, such as <c>vmstate</c> or <c>gasconsumed</c>.</summary>
    internal static NodeFault Execution(string member, string value) => Lie("getapplicationlog", log =>
    {
        log["executions"]![0]![member] = value;
        return log;
    });

    /// <summary>Knows blocks up to so many before the last one only; what scripts gave stays what it was when they were first asked for.</summary>
    internal static NodeFault Lag(int blocks)
    {
        ConcurrentDictionary<string, JsonNode> frozen = new();
        return new NodeFault
        {
            Alter = async (call, answer) =>
            {
                switch (call.Method)
                {
                    case "getblockcount":
                        answer["result"] = Math.Max(1, (int)answer["result"]! - blocks);
                        break;
                    case "getblock" when answer["result"] is { } block && (int)block["index"]! >= await call.CountAsync() - blocks:
                        Fail(answer, -100, "Unknown block");
                        break;
                    case "gettransactionheight" or "getapplicationlog" or "getrawtransaction" when answer["result"] is not null:
                        JsonNode? height = (await call.AskAsync("gettransactionheight", [call.Parameters[0]!.DeepClone()]))["result"];
                        if (height is null || (int)height >= await call.CountAsync() - blocks)
                        {
                            Fail(answer, -100, "Unknown transaction");
                        }

                        break;
                    case "invokescript" when answer["result"] is { } result:
                        answer["result"] = frozen.GetOrAdd(call.Parameters.ToJsonString(), result.DeepClone()).DeepClone();
                        break;
                }

                return answer;
            },
        };
    }

    private static NodeFault Altering(Action<NodeCall, JsonObject> alter) => new()
    {
        Alter = (call, answer) =>
        {
            alter(call, answer);
            return Task.FromResult(answer);
        },
    };

    private static void Fail(JsonObject answer, int code, string message)
    {
        answer.Remove("result");
        answer["error"] = new JsonObject { ["code"] = code, ["message"] = message };
    }
}

using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;
using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>Values of users' code as text for people: what console writes, and what an error says. It may run code of the value's own, such as a getter.</summary>
internal static class ScriptText
{
    private const int MaxMessage = 2048;
    private const int MaxStack = 4096;

    /// <summary>What console writes for its arguments: strings as they are, errors with their stack, the rest as JSON where it is any.</summary>
    public static string Line(Jint.Engine engine, JsValue[] values)
    {
        StringBuilder text = new();
        foreach (JsValue value in values)
        {
            if (text.Length > FunctionLimits.MaxLogLineLength)
            {
                break;
            }

            text.Append(text.Length == 0 ? "" : " ").Append(Show(engine, value));
        }

        return text.ToString();
    }

    /// <summary>An error of users' code.</summary>
    public static ExecutionError Error(ExecutionFailure code, JsValue thrown)
    {
        string? stack = Member(thrown, "stack");
        return new ExecutionError
        {
            Code = code,
            Message = CleanText.Cut(Message(thrown), MaxMessage),
            Stack = stack is null ? null : CleanText.Cut(Trim(stack), MaxStack),
        };
    }

    private static string Show(Jint.Engine engine, JsValue value)
    {
        if (value.IsString())
        {
            return value.AsString();
        }

        if (value is not ObjectInstance)
        {
            return value.ToString();
        }

        try
        {
            if (Member(value, "stack") is string stack)
            {
                return $"{Message(value)}\n{Trim(stack)}".TrimEnd();
            }

            JsValue json = new JsonSerializer(engine).Serialize(value);
            return json.IsString() ? json.AsString() : value.IsCallable() ? "[function]" : "[object]";
        }
        catch (JavaScriptException)
        {
            return "[object]";
        }
    }

    /// <summary>What was thrown, in a line: name and message where it has them, and the code of an error of the host.</summary>
    public static string Message(JsValue thrown)
    {
        if (thrown is not ObjectInstance)
        {
            return thrown.IsString() ? thrown.AsString() : thrown.ToString();
        }

        string? name = Member(thrown, "name");
        string? message = Member(thrown, "message");
        string text = string.IsNullOrEmpty(message) ? name ?? "The function threw an object." : string.IsNullOrEmpty(name) ? message : $"{name}: {message}";
        return Member(thrown, "code") is string code ? $"{text} ({code})" : text;
    }

    // Only text counts: another value would have to be made text by code of its own.
    private static string? Member(JsValue value, string name)
    {
        try
        {
            return value is ObjectInstance instance && instance.Get(name) is { } member && member.IsString() ? member.AsString() : null;
        }
        catch (JavaScriptException)
        {
            return null;
        }
    }

    // Jint indents by three, and lines of the host's own functions tell nobody anything.
    private static string Trim(string stack) =>
        string.Join('\n', stack.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(Prelude.FilePrefix, StringComparison.Ordinal)));
}

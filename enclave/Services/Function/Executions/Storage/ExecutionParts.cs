using System.Globalization;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Function.Executions.Storage;

/// <summary>
/// What is long of executions, in records of a bounded length: parameters, result, log and record. Results may hold what is secret by
/// accident, so the records are treated as secrets: they are cleared from memory, and not cached.
/// </summary>
internal sealed class ExecutionParts
{
    internal const string Parameters = "parameters";
    internal const string Result = "result";
    internal const string Log = "log";
    internal const string Record = "record";

    /// <summary>The longest part: a transaction has room for several, and for what else is in it.</summary>
    internal const int MaxPartBytes = 256 << 10;

    private readonly SecretTable parts = new("execution-part");

    /// <summary>Cuts what is written into parts.</summary>
    internal static IReadOnlyList<ExecutionPart> Cut(string executionId, string kind, ReadOnlyMemory<byte> content)
    {
        List<ExecutionPart> cut = [];
        for (int start = 0; start < content.Length; start += MaxPartBytes)
        {
            cut.Add(new ExecutionPart(Name(executionId, kind, cut.Count), content[start..Math.Min(content.Length, start + MaxPartBytes)]));
        }

        return cut;
    }

    internal void Put(ITransaction state, ExecutionPart part) => parts.Put(state.Uncounted(), part.Name, part.Content.Span);

    /// <summary>What was written in parts; null: nothing.</summary>
    internal async ValueTask<byte[]?> ReadAsync(ITransaction state, string executionId, string kind)
    {
        List<byte[]> found = [];
        while (await parts.FindAsync(state, Name(executionId, kind, found.Count)) is { } part)
        {
            found.Add(part.ToArray());
        }

        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => [.. found.SelectMany(part => part)],
        };
    }

    /// <summary>Removes all parts of an execution.</summary>
    /// <returns>How many there were.</returns>
    internal async ValueTask<int> RemoveAsync(ITransaction state, string executionId)
    {
        int removed = 0;
        foreach (string kind in (string[])[Parameters, Result, Log, Record])
        {
            for (int i = 0; await parts.FindAsync(state, Name(executionId, kind, i)) is not null; i++, removed++)
            {
                parts.Delete(state.Uncounted(), Name(executionId, kind, i));
            }
        }

        return removed;
    }

    private static string Name(string executionId, string kind, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{executionId}/{kind}/{part}");
}

/// <summary>A part that is written.</summary>
/// <param name="Name">Its record's name.</param>
/// <param name="Content">What stands in it.</param>
internal readonly record struct ExecutionPart(string Name, ReadOnlyMemory<byte> Content);

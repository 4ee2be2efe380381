using CsCheck;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>Any sequence of operations on two logs, kept and dropped, beside a list that does the same.</summary>
public sealed class LogModelTests
{
    private static readonly LogTable<string> Logs = new("logs", ShapeJson.Default.String);

    /// <summary>Lengths around those at which an entry is alone in a run, and a run alone in a page.</summary>
    private static readonly Gen<int> Length = Gen.Frequency(
        (6, Gen.Int[0, 600]),
        (2, Gen.Int[LogTail.MaxEntryBytes - 6, LogTail.MaxEntryBytes]),
        (1, Gen.Int[4_000, 20_000]),
        (1, Gen.Int[LogTable.MaxEntryBytes - 8, LogTable.MaxEntryBytes - 2]));

    private static readonly Gen<Operation> AnyOperation = Gen.Frequency(
        (6, Gen.Select(Gen.Bool, Length, Gen.Int[1, 60], (second, length, times) => (Operation)new Append(second, length, times))),
        (2, Gen.Select(Gen.Bool, Gen.Double[0, 1.1], Gen.Int[1, 20], (second, share, most) => (Operation)new Trim(second, share, most))),
        (1, Gen.Select(Gen.Bool, Gen.Int[1, 20], (second, most) => (Operation)new Delete(second, most))),
        (3, Gen.Select(Gen.Bool, Gen.Double[-0.1, 1.1], Gen.Int[1, 200], Gen.Bool,
            (second, share, limit, backward) => (Operation)new Range(second, share, limit, backward))),
        (1, Gen.Select(Gen.Bool, Gen.Int[1, 100], Gen.Bool, (second, limit, backward) => (Operation)new Walk(second, limit, backward))));

    private abstract record Operation(bool Second);

    private sealed record Append(bool Second, int Length, int Times) : Operation(Second);

    private sealed record Trim(bool Second, double Share, int Most) : Operation(Second);

    private sealed record Delete(bool Second, int Most) : Operation(Second);

    private sealed record Range(bool Second, double Share, int Limit, bool Backward) : Operation(Second);

    private sealed record Walk(bool Second, int Limit, bool Backward) : Operation(Second);

    [Fact]
    public Task A_log_is_what_a_list_is() => Gen.Select(AnyOperation.Array[1, 6], Gen.Int[0, 4]).Array[1, 12].SampleAsync(
        async transactions =>
        {
            MemoryState state = new();
            LogModel[] models = [new(), new()];
            foreach ((Operation[] operations, int fate) in transactions)
            {
                bool commit = fate > 0;
                LogModel[] changed = [.. models.Select(model => model.Copy())];
                await state.RunAsync(
                    async tx =>
                    {
                        foreach (Operation operation in operations)
                        {
                            await ApplyAsync(tx, operation, changed[operation.Second ? 1 : 0]);
                        }

                        return true;
                    },
                    commit);
                models = commit ? changed : models;
                await LogShape.CheckAsync(state, Logs, Name(false), models[0]);
                await LogShape.CheckAsync(state, Logs, Name(true), models[1]);
            }
        },
        iter: 300,
        print: transactions => string.Join("\n", transactions.Select(each => $"{each.Item2}: {string.Join(' ', each.Item1.AsEnumerable())}")));

    private static string Name(bool second) => second ? "ab" : "a";

    private static async ValueTask ApplyAsync(ITransaction tx, Operation operation, LogModel model)
    {
        string name = Name(operation.Second);
        switch (operation)
        {
            case Append append:
                // Large ones only a few at a time: it is the number of segments that counts.
                for (int i = 0; i < Math.Max(1, Math.Min(append.Times, 40_000 / (append.Length + 1))); i++)
                {
                    string entry = new((char)('a' + (model.Next % 26)), append.Length);
                    Assert.Equal(model.Append(entry), await Logs.AppendAsync(tx, name, entry));
                }

                break;
            case Trim trim:
                long before = model.First + (long)((model.Next - model.First) * trim.Share);
                model.Trim(before);
                await Logs.TrimAsync(tx, name, before, trim.Most);
                break;
            case Delete delete:
                model.Delete(more: await Logs.DeleteAsync(tx, name, delete.Most));
                break;
            case Range range:
                long from = model.First + (long)((model.Next - model.First) * range.Share);
                Assert.Equal(model.Range(from, range.Limit, range.Backward), await Logs.RangeAsync(tx, name, from, range.Limit, range.Backward));
                break;
            case Walk walk:
                await LogShape.WalkAsync(tx, Logs, name, model, walk.Limit, walk.Backward);
                break;
            default:
                Assert.Fail("An operation that is none.");
                break;
        }
    }
}

using System.Globalization;
using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>All that an account has, in memory; and the same, as the state has it. Both are described in the same words.</summary>
internal sealed class AccountModel
{
    internal const int Slots = 3;

    internal static readonly DocumentTable<Sample> Documents = new("documents", ShapeJson.Default.Sample);
    internal static readonly LogTable<string> Logs = new("logs", ShapeJson.Default.String);
    internal static readonly IndexTable Indexes = new("indexes");

    /// <summary>What the account has, by slot.</summary>
    internal Dictionary<int, Sample> Held { get; private init; } = [];

    internal LogModel Log { get; private init; } = new();

    internal IndexModel Index { get; private init; } = new();

    internal AccountModel Copy() => new() { Held = new(Held), Log = Log.Copy(), Index = Index.Copy() };

    internal string Describe() => Describe(
        Enumerable.Range(0, Slots).Select(slot => Held.GetValueOrDefault(slot)),
        new LogExtent(Log.First, Log.Next),
        Log.Range(Log.First, int.MaxValue, backward: false),
        Index.Range([], [], int.MaxValue, reverse: false));

    internal static async ValueTask<string> DescribeAsync(ITransaction tx, string account)
    {
        List<Sample?> held = [];
        for (int slot = 0; slot < Slots; slot++)
        {
            held.Add(await Documents.FindAsync(tx, Name(account, slot)));
        }

        LogExtent extent = await Logs.ExtentAsync(tx, account);
        List<LogEntry<string>> entries = [];
        for (long from = extent.First; from < extent.Next; from = entries[^1].Sequence + 1)
        {
            entries.AddRange(await Logs.RangeAsync(tx, account, from, 100));
        }

        List<(byte[] Key, byte[] Value)> keys = [];
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            ListPage<IndexEntry> page = await Indexes.PageAsync(tx, account, new PageRequest(100, cursor));
            keys.AddRange(page.Items.Select(entry => (entry.Key.ToArray(), entry.Value.ToArray())));
            next = page.NextCursor;
        }

        return Describe(held, extent, entries, keys);
    }

    internal static string Name(string account, int slot) => string.Create(CultureInfo.InvariantCulture, $"{account}/{slot}");

    private static string Describe(
        IEnumerable<Sample?> held, LogExtent extent, IEnumerable<LogEntry<string>> entries, IEnumerable<(byte[] Key, byte[] Value)> keys)
    {
        StringBuilder text = new();
        text.AppendJoin(' ', held.Select(document => $"{document?.Name.Length}:{document?.Amount}"));
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"{extent.First} to {extent.Next}").AppendLine();
        text.AppendJoin(' ', entries.Select(entry => $"{entry.Sequence}:{entry.Value[0]}{entry.Value.Length}")).AppendLine();
        return text.AppendJoin(' ', keys.Select(entry => $"{Convert.ToHexString(entry.Key)}={entry.Value.Length}")).ToString();
    }
}

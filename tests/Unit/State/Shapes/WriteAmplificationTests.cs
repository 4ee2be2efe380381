using System.Globalization;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>What is written for one entry, on the average of 100,000: bytes of content, before the seal, and records.</summary>
public sealed class WriteAmplificationTests(ITestOutputHelper output)
{
    private const int Entries = 100_000;

    private readonly MemoryState state = new();

    [Fact]
    public async Task An_append_of_300_bytes_writes_less_than_3_KiB()
    {
        LogTable<string> logs = new("logs", ShapeJson.Default.String);
        string entry = new('x', 298);
        for (int i = 0; i < Entries; i++)
        {
            await state.RunAsync(tx => logs.AppendAsync(tx, "a", entry));
        }

        Print("append of 300 bytes");
        Assert.InRange(state.BytesWritten / Entries, 300, 3 << 10);
        Assert.InRange((double)state.Changes / Entries, 1, 1.25);
    }

    [Fact]
    public async Task An_insert_of_60_random_bytes_writes_less_than_a_node_and_a_half()
    {
        IndexTable indexes = new("indexes");
        Random random = new(1);
        byte[] entry = new byte[60];
        for (int i = 0; i < Entries; i++)
        {
            random.NextBytes(entry);
            await state.RunAsync(tx => indexes.PutAsync(tx, "a", entry.AsMemory(0, 40), entry.AsMemory(40)));
        }

        List<IndexNode> nodes = await IndexShape.NodesAsync(state, "a");
        Print($"insert of 60 random bytes ({nodes[0].Level + 1} levels)");
        Assert.InRange(state.BytesWritten / Entries, 60, IndexNode.MaxBytes * 3 / 2);
        Assert.InRange((double)state.Changes / Entries, 1, 1.25);
        Assert.InRange(nodes[0].Level, 1, 2);
    }

    private void Print(string what) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {(double)state.BytesWritten / Entries:F0} bytes and {(double)state.Changes / Entries:F3} records written; {state.Records.Count} records of {(double)state.Records.Values.Sum(page => (long)page.Length) / Entries:F1} bytes an entry stay"));
}

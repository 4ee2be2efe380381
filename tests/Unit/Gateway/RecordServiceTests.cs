using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Gateway.HostServices.Records;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>The records service as the enclave sees it: over a connection.</summary>
public sealed class RecordServiceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-records-").FullName;
    private readonly SqliteRecordStore store;
    private readonly MemoryConnection far;
    private readonly CallConnection calls;
    private readonly Thread[] threads;

    public RecordServiceTests()
    {
        store = SqliteRecordStore.Open(Path.Combine(folder, "store.db"));
        OperationMap map = new();
        new RecordService(store).Bind(map);
        OperationTable table = map.Seal(RecordOperations.All);
        (MemoryConnection near, far) = MemoryConnection.CreatePair();
        calls = new CallConnection(near, new CallSettings());
        threads = [new Thread(() => calls.Run()), new Thread(() => Serve(table))];
        Array.ForEach(threads, thread => thread.Start());
    }

    public void Dispose()
    {
        calls.Close(ConnectionEnd.ClosedHere);
        Array.ForEach(threads, thread => thread.Join());
        calls.Dispose();
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_largest_value_travels_both_ways()
    {
        byte[] key = [.. Enumerable.Repeat((byte)255, RecordLimits.MaxKeyBytes)];
        byte[] value = [.. Enumerable.Range(0, RecordLimits.MaxValueBytes).Select(i => (byte)(i * 7))];
        CommitRecordsResponse end = await CommitAsync(new SealedRecord { Key = key, Version = long.MaxValue, Value = value });
        Assert.True(end.Committed);

        ReadRecordsResponse read = await calls.CallAsync(RecordOperations.Read, new ReadRecordsRequest { Keys = [key] }, Patience);
        SealedRecord record = Assert.Single(read.Records);
        Assert.Equal(key, record.Key);
        Assert.Equal(value, record.Value);
        Assert.Equal(long.MaxValue, record.Version);

        ScanRecordsResponse scan = await calls.CallAsync(RecordOperations.Scan, new ScanRecordsRequest(), Patience);
        Assert.Equal(value, Assert.Single(scan.Records).Value);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(65, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 1, RecordLimits.MaxValueBytes + 1)]
    public async Task What_is_out_of_bounds_is_refused(int keyLength, long version, int valueLength)
    {
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() =>
            CommitAsync(new SealedRecord { Key = new byte[keyLength], Version = version, Value = new byte[valueLength] }));
        Assert.Same(ErrorCode.InvalidRequest, refused.Code);
        Assert.Empty(store.Scan(cursor: null).Records);
    }

    [Fact]
    public async Task Too_many_keys_or_none_are_refused()
    {
        foreach (int count in new[] { 0, RecordLimits.MaxCount + 1 })
        {
            byte[][] keys = [.. Enumerable.Repeat(new byte[] { 1 }, count)];
            RequestException refused = await Assert.ThrowsAsync<RequestException>(() =>
                calls.CallAsync(RecordOperations.Read, new ReadRecordsRequest { Keys = keys }, Patience));
            Assert.Same(ErrorCode.InvalidRequest, refused.Code);
        }
    }

    private Task<CommitRecordsResponse> CommitAsync(SealedRecord record) => calls.CallAsync(
        RecordOperations.Commit, new CommitRecordsRequest { Expected = [], Puts = [record], Deletes = [] }, Patience);

    private void Serve(OperationTable table)
    {
        using ServerSession session = new(far, table, new SessionSettings(), new Admission(64, 64 << 20));
        session.Run();
    }
}

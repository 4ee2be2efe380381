using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using NeoServiceLayer.Gateway.HostServices.Records;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>SQLite's engine: what every engine does, and what a file adds.</summary>
public sealed class SqliteRecordStoreTests : RecordStoreConformance, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nsl-records-").FullName;

    private string File => Path.Combine(folder, "store.db");

    internal override IRecordStore Open() => SqliteRecordStore.Open(File);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_commit_that_fails_in_the_store_leaves_nothing_of_its_group()
    {
        using SqliteRecordStore store = SqliteRecordStore.Open(File);
        await store.CommitAsync(Commit(puts: [Record(1, 1, "before")]));
        using (SqliteConnection other = new($"Data Source={File};Pooling=False"))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "CREATE TRIGGER fail BEFORE INSERT ON record WHEN NEW.version = 13 BEGIN SELECT RAISE(ABORT, 'no'); END";
            command.ExecuteNonQuery();
        }

        await Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(Commit(puts: [Record(1, 2, "after"), Record(2, 13, "bad")])));

        Assert.Equal("before", Text(Assert.Single(store.Scan(cursor: null).Records)));
        Assert.True((await store.CommitAsync(Commit(puts: [Record(3, 1, "goes on")]))).Committed);
    }

    [Fact]
    public void A_second_gateway_on_the_same_file_is_refused_until_the_first_is_gone()
    {
        SqliteRecordStore first = SqliteRecordStore.Open(File);
        StoreException refused = Assert.Throws<StoreException>(() => SqliteRecordStore.Open(File));
        Assert.Contains("another gateway", refused.Message, StringComparison.Ordinal);
        first.Dispose();
        SqliteRecordStore.Open(File).Dispose();
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused_and_stays_as_it_is()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(4096);
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Throws<StoreException>(() => SqliteRecordStore.Open(File));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Commits_are_synced_to_disk()
    {
        using SqliteConnection connection = SqliteSchema.Open(File);
        Assert.Equal("wal", Scalar(connection, "PRAGMA journal_mode"));
        const string Extra = "3";
        Assert.Equal(Extra, Scalar(connection, "PRAGMA synchronous"));
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

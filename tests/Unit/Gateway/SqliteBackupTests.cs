using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Gateway;
using NeoServiceLayer.Gateway.HostServices.Records;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>Copies of a store, made while it is written to.</summary>
public sealed partial class SqliteBackupTests : IDisposable
{
    /// <summary>Each commit writes all of them.</summary>
    private const int Records = 40;

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-backup-").FullName;

    private string Store => Path.Combine(folder, "store.db");

    private string Copy => Path.Combine(folder, "copy.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_copy_has_one_commit_s_records_whole_whatever_is_written_meanwhile()
    {
        using SqliteRecordStore store = SqliteRecordStore.Open(Store);
        await store.CommitAsync(Numbered(1));
        long written = 1;
        using CancellationTokenSource ending = new();
        Task writing = Task.Run(
            async () =>
            {
                while (!ending.IsCancellationRequested)
                {
                    await store.CommitAsync(Numbered(Interlocked.Increment(ref written)));
                }
            },
            TestContext.Current.CancellationToken);
        for (int i = 0; i < 5; i++)
        {
            string copy = $"{Copy}-{i}";
            long least = Interlocked.Read(ref written) - 1;
            Assert.Equal(Records, SqliteBackup.Make(Store, copy, static (_, _) => { }));
            long most = Interlocked.Read(ref written);
            long found = VersionIn(copy);
            Assert.InRange(found, least, most);
            await UntilAsync(() => Interlocked.Read(ref written) > most + 3);
        }

        await ending.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task A_copy_is_one_file_of_its_owner_s_and_a_gateway_goes_on_with_it()
    {
        using (SqliteRecordStore store = SqliteRecordStore.Open(Store))
        {
            await store.CommitAsync(Numbered(1));
            (int code, string output, string errors) = Run("backup", "--store", "sqlite:" + Store, "--to", Copy);
            Assert.Equal((0, ""), (code, errors));
            Assert.Matches(Said(), output);
        }

        Assert.Equal([Copy], Directory.GetFiles(folder, "copy*"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        using SqliteRecordStore again = SqliteRecordStore.Open(Copy);
        Assert.True((await again.CommitAsync(Numbered(2))).Committed);
        Assert.Equal(2, VersionIn(Copy));
    }

    [Fact]
    public async Task What_cannot_be_copied_is_told_in_a_sentence_and_leaves_nothing()
    {
        using (SqliteRecordStore store = SqliteRecordStore.Open(Store))
        {
            await store.CommitAsync(Numbered(1));
        }

        await File.WriteAllTextAsync(Copy, "something", TestContext.Current.CancellationToken);
        MustFail(1, "is there already", "backup", "--store", "sqlite:" + Store, "--to", Copy);
        Assert.Equal("something", await File.ReadAllTextAsync(Copy, TestContext.Current.CancellationToken));
        File.Delete(Copy);
        MustFail(1, "there is no store", "backup", "--store", $"sqlite:{Store}x", "--to", Copy);
        MustFail(1, "Could not find a part of the path", "backup", "--store", "sqlite:" + Store, "--to", Path.Combine(folder, "none", "copy"));
        string other = Path.Combine(folder, "other");
        await File.WriteAllBytesAsync(other, new byte[4096], TestContext.Current.CancellationToken);
        MustFail(1, "SQLite's error 26", "backup", "--store", "sqlite:" + other, "--to", Copy);
        Change(Store, "PRAGMA user_version = 0");
        MustFail(1, "is no store of a gateway", "backup", "--store", "sqlite:" + Store, "--to", Copy);
        Assert.Empty(Directory.GetFiles(folder, "copy*"));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup", "--to")]
    [InlineData("backup", "--to", "")]
    [InlineData("backup", "--to", "x", "--store", "x")]
    [InlineData("backup", "--to", "x", "extra")]
    public void Wrong_usage_is_one_sentence_and_exit_2(params string[] arguments) => MustFail(2, "", arguments);

    [Fact]
    public async Task A_damaged_store_is_not_copied_as_if_it_were_whole()
    {
        using (SqliteRecordStore store = SqliteRecordStore.Open(Store))
        {
            await store.CommitAsync(Numbered(1));
        }

        // The table's and the index's sizes do not agree any more.
        Change(Store, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 2 WHERE type = 'index'");
        MustFail(1, "", "backup", "--store", "sqlite:" + Store, "--to", Copy);
        Assert.Empty(Directory.GetFiles(folder, "copy*"));
    }

    private static void MustFail(int code, string sentence, params string[] arguments)
    {
        (int ended, string output, string errors) = Run(arguments);
        Assert.Equal((code, ""), (ended, output));
        string said = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("gateway: ", said, StringComparison.Ordinal);
        Assert.EndsWith(".", said, StringComparison.Ordinal);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = GatewayProgram.Run(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private static CommitRecordsRequest Numbered(long version) => RecordStoreConformance.Commit(
        puts: [.. Enumerable.Range(0, Records).Select(i => RecordStoreConformance.Numbered(i) with { Version = version, Value = new byte[3000] })]);

    /// <summary>The one version that all records have.</summary>
    private static long VersionIn(string file)
    {
        using SqliteConnection connection = SqliteSchema.OpenToRead(file);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT min(version), max(version), count(*) FROM record";
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        Assert.Equal((row.GetInt64(0), Records), (row.GetInt64(1), row.GetInt32(2)));
        return row.GetInt64(0);
    }

    private static void Change(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        SqliteSchema.Execute(connection, sql);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(2));
        while (!isSo())
        {
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("^gateway: backup: 40 records in [0-9]+ bytes, .*/copy.db\\n$")]
    private static partial Regex Said();
}

using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>How a SQLite store's file is opened, and what is in it.</summary>
internal static class SqliteSchema
{
    private const int SchemaVersion = 1;

    static SqliteSchema() => raw.SetProvider(new SQLite3Provider_sqlite3());

    /// <summary>Opens the file, makes what is missing, and sets it to lose nothing that was committed.</summary>
    /// <exception cref="StoreException">The file was written by a later version, or is none of ours.</exception>
    internal static SqliteConnection Open(string file)
    {
        SqliteConnectionStringBuilder text = new() { DataSource = file, Pooling = false };
        SqliteConnection connection = new(text.ToString());
        try
        {
            connection.Open();
            // EXTRA, before anything is written: what FULL does, and the folder is synced too when a rollback journal is removed. A new file
            // turns to WAL under such a journal; one that comes back after a power loss would empty the store.
            Execute(connection, "PRAGMA synchronous = EXTRA");
            Execute(connection, "PRAGMA journal_mode = WAL");
            Create(connection, file);
            return connection;
        }
        catch
        {
            // The file does not stay open, whatever went wrong.
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that is there, and changes nothing in it.</summary>
    /// <exception cref="StoreException">The file was written by a later version, or is none of ours.</exception>
    internal static SqliteConnection OpenToRead(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return VersionOf(connection, file) == SchemaVersion ? connection : throw new StoreException($"{file} is no store of a gateway.");
        }
        catch
        {
            // The file does not stay open, whatever went wrong.
            connection.Dispose();
            throw;
        }
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long VersionOf(SqliteConnection connection, string file)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        long version = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        return version <= SchemaVersion
            ? version
            : throw new StoreException($"the store {file} was written by a later version of the gateway.");
    }

    private static void Create(SqliteConnection connection, string file)
    {
        if (VersionOf(connection, file) < SchemaVersion)
        {
            Execute(connection, $"""
                BEGIN IMMEDIATE;
                CREATE TABLE record (
                    key BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, value BLOB NOT NULL) STRICT;
                PRAGMA user_version = {SchemaVersion};
                COMMIT;
                """);
        }
    }
}

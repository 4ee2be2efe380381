using Microsoft.Data.Sqlite;
using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>The writer's prepared statements. One thread uses them.</summary>
internal sealed class CommitStatements : IDisposable
{
    private readonly SqliteCommand version;
    private readonly SqliteCommand put;
    private readonly SqliteCommand delete;

    internal CommitStatements(SqliteConnection connection)
    {
        version = Prepare(connection, "SELECT version FROM record WHERE key = $key", "$key");
        put = Prepare(
            connection,
            "INSERT INTO record (key, version, value) VALUES ($key, $version, $value) "
            + "ON CONFLICT (key) DO UPDATE SET version = excluded.version, value = excluded.value",
            "$key",
            "$version",
            "$value");
        delete = Prepare(connection, "DELETE FROM record WHERE key = $key", "$key");
    }

    internal void Use(SqliteTransaction transaction) =>
        version.Transaction = put.Transaction = delete.Transaction = transaction;

    /// <summary>The version of a record; 0 if there is none.</summary>
    internal long VersionOf(byte[] key)
    {
        version.Parameters[0].Value = key;
        return (long?)version.ExecuteScalar() ?? 0;
    }

    internal void Put(SealedRecord record)
    {
        put.Parameters[0].Value = record.Key;
        put.Parameters[1].Value = record.Version;
        put.Parameters[2].Value = record.Value;
        put.ExecuteNonQuery();
    }

    internal void Delete(byte[] key)
    {
        delete.Parameters[0].Value = key;
        delete.ExecuteNonQuery();
    }

    public void Dispose()
    {
        version.Dispose();
        put.Dispose();
        delete.Dispose();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (string parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }
}

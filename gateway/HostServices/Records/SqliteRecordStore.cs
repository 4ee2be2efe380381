using Microsoft.Data.Sqlite;
using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>Sealed records in a SQLite file: one writer, which commits in groups, and one reader.</summary>
internal sealed class SqliteRecordStore : IRecordStore
{
    /// <summary>What the values of one response may have together, so that it fits a frame once it is base64.</summary>
    private const int MaxResponseBytes = 700 << 10;

    private readonly StoreLock storeLock;
    private readonly SqliteConnection connection;
    private readonly CommitWriter writer;
    private readonly SqliteCommand read;
    private readonly SqliteCommand scan;
    private readonly Lock reading = new();

    private SqliteRecordStore(string file, StoreLock storeLock)
    {
        this.storeLock = storeLock;
        writer = new CommitWriter(SqliteSchema.Open(file));
        connection = SqliteSchema.Open(file);
        read = connection.CreateCommand();
        read.CommandText = "SELECT key, version, value FROM record WHERE key = $key";
        read.Parameters.Add("$key", SqliteType.Blob);
        scan = connection.CreateCommand();
        scan.CommandText =
            "SELECT key, version, ifnull(substr(value, 1, $bytes), x'') FROM record WHERE key > $key "
            + $"ORDER BY key LIMIT {RecordLimits.MaxCount}";
        scan.Parameters.Add("$key", SqliteType.Blob);
        scan.Parameters.Add("$bytes", SqliteType.Integer);
    }

    /// <summary>Opens a store; its folder is made if it is missing.</summary>
    /// <exception cref="StoreException">Another gateway uses it, or it is none of ours.</exception>
    internal static SqliteRecordStore Open(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        StoreLock storeLock = StoreLock.Take(file);
        try
        {
            return new SqliteRecordStore(file, storeLock);
        }
        catch (SqliteException failed)
        {
            storeLock.Dispose();
            throw new StoreException(
                $"the store {file} cannot be used: SQLite's error {failed.SqliteExtendedErrorCode}.", failed);
        }
        catch
        {
            // The file does not stay locked, whatever went wrong.
            storeLock.Dispose();
            throw;
        }
    }

    public ReadRecordsResponse Read(IReadOnlyList<byte[]> keys)
    {
        lock (reading)
        {
            return Guard(() =>
            {
                using SqliteTransaction moment = connection.BeginTransaction(deferred: true);
                read.Transaction = moment;
                List<SealedRecord> found = [];
                int bytes = 0;
                int looked = 0;
                for (; looked < keys.Count && bytes < MaxResponseBytes - RecordLimits.MaxValueBytes; looked++)
                {
                    read.Parameters[0].Value = keys[looked];
                    using SqliteDataReader rows = read.ExecuteReader();
                    if (rows.Read())
                    {
                        found.Add(RecordAt(rows));
                        bytes += found[^1].Value.Length + found[^1].Key.Length;
                    }
                }

                return new ReadRecordsResponse { Records = found, Remaining = keys.Count - looked };
            });
        }
    }

    public ScanRecordsResponse Scan(byte[]? cursor, int valueBytes = RecordLimits.MaxValueBytes)
    {
        lock (reading)
        {
            return Guard(() =>
            {
                scan.Transaction = null;
                scan.Parameters[0].Value = cursor ?? [];
                scan.Parameters[1].Value = valueBytes;
                List<SealedRecord> found = [];
                int bytes = 0;
                using SqliteDataReader rows = scan.ExecuteReader();
                while (bytes < MaxResponseBytes - RecordLimits.MaxValueBytes)
                {
                    if (!rows.Read())
                    {
                        bool limited = found.Count == RecordLimits.MaxCount;
                        return new ScanRecordsResponse { Records = found, Cursor = limited ? found[^1].Key : null };
                    }

                    found.Add(RecordAt(rows));
                    bytes += found[^1].Value.Length + found[^1].Key.Length;
                }

                return new ScanRecordsResponse { Records = found, Cursor = found[^1].Key };
            });
        }
    }

    public Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request) => writer.EnqueueAsync(request);

    public void Dispose()
    {
        writer.Dispose();
        read.Dispose();
        scan.Dispose();
        connection.Dispose();
        storeLock.Dispose();
    }

    private static SealedRecord RecordAt(SqliteDataReader row) => new()
    {
        Key = row.GetFieldValue<byte[]>(0),
        Version = row.GetInt64(1),
        Value = row.GetFieldValue<byte[]>(2),
    };

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failed)
        {
            throw new StoreException($"reading failed with SQLite's error {failed.SqliteExtendedErrorCode}.", failed);
        }
    }
}

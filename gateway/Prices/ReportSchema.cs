using Microsoft.Data.Sqlite;
using NeoServiceLayer.Gateway.HostServices.Records;

namespace NeoServiceLayer.Gateway.Prices;

/// <summary>What is in the file of prices. Prices are 16 bytes, big-endian: they compare as the numbers do.</summary>
internal static class ReportSchema
{
    internal static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL");

            // What a power loss takes is asked for again.
            SqliteSchema.Execute(connection, "PRAGMA synchronous = NORMAL");
            SqliteSchema.Execute(connection, """
                CREATE TABLE IF NOT EXISTS report (
                    symbol TEXT NOT NULL, round INTEGER NOT NULL, time INTEGER NOT NULL, report BLOB NOT NULL, signature BLOB NOT NULL,
                    PRIMARY KEY (symbol, round)) STRICT, WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS candle (
                    symbol TEXT NOT NULL, interval INTEGER NOT NULL, start INTEGER NOT NULL, exponent INTEGER NOT NULL,
                    open BLOB NOT NULL, high BLOB NOT NULL, low BLOB NOT NULL, close BLOB NOT NULL, count INTEGER NOT NULL,
                    PRIMARY KEY (symbol, interval, start)) STRICT, WITHOUT ROWID;
                """);
            return connection;
        }
        catch
        {
            // The file does not stay open, whatever went wrong.
            connection.Dispose();
            throw;
        }
    }
}

using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Gateway.HostServices.Records;

namespace NeoServiceLayer.Gateway.Prices;

/// <summary>
/// Signed rounds, and what was reckoned of them, in a SQLite file of its own beside the records: nothing is lost with it that the enclave does
/// not have, or that counts. One writes, others read; each has a connection of its own, under a lock.
/// </summary>
internal sealed class ReportStore : IDisposable
{
    /// <summary>How long reports are kept; what was reckoned of them stays.</summary>
    private static readonly TimeSpan KeptReports = TimeSpan.FromDays(30);

    private static readonly int[] Intervals = [60, 300, 3_600, 86_400];

    private readonly SqliteConnection writing;
    private readonly SqliteConnection reading;
    private readonly Lock writingGate = new();
    private readonly Lock readingGate = new();

    private ReportStore(SqliteConnection writing, SqliteConnection reading)
    {
        this.writing = writing;
        this.reading = reading;
    }

    /// <summary>Opens the file that belongs to a store of records.</summary>
    /// <exception cref="StoreException">It cannot be used.</exception>
    internal static ReportStore Open(string storeFile)
    {
        string file = Path.ChangeExtension(storeFile, ".prices.db");
        try
        {
            return new ReportStore(ReportSchema.Open(file), ReportSchema.Open(file));
        }
        catch (SqliteException failed)
        {
            throw new StoreException($"the store {file} cannot be used: SQLite's error {failed.SqliteExtendedErrorCode}.", failed);
        }
    }

    /// <summary>The last round of each feed.</summary>
    internal IReadOnlyDictionary<string, long> LastRounds() => Read(command =>
    {
        command.CommandText = "SELECT symbol, max(round) FROM report GROUP BY symbol";
        Dictionary<string, long> rounds = [];
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            rounds.Add(rows.GetString(0), rows.GetInt64(1));
        }

        return rounds;
    });

    /// <summary>Keeps a round, and what follows from it for its periods; one that is there already changes nothing.</summary>
    internal void Add(PriceReport report, SignedReport signed)
    {
        lock (writingGate)
        {
            using SqliteTransaction transaction = writing.BeginTransaction();
            if (Insert(transaction, report, signed))
            {
                foreach (int interval in Intervals)
                {
                    Include(transaction, report, interval);
                }
            }

            transaction.Commit();
        }
    }

    /// <summary>Removes reports that are older than they are kept.</summary>
    internal void Compact(DateTimeOffset now)
    {
        lock (writingGate)
        {
            using SqliteCommand command = writing.CreateCommand();
            command.CommandText = "DELETE FROM report WHERE time < $time AND round < (SELECT max(round) FROM report AS newer WHERE newer.symbol = report.symbol)";
            command.Parameters.AddWithValue("$time", (now - KeptReports).ToUnixTimeMilliseconds());
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The latest report of a feed, or null.</summary>
    internal SignedReport? Latest(string symbol) => Read(command =>
    {
        command.CommandText = "SELECT report, signature FROM report WHERE symbol = $symbol ORDER BY round DESC LIMIT 1";
        command.Parameters.AddWithValue("$symbol", symbol);
        return ReadReports(command).FirstOrDefault();
    });

    /// <summary>Reports of a feed behind a round, by round.</summary>
    internal IReadOnlyList<SignedReport> After(string symbol, long round, int limit) => Read(command =>
    {
        command.CommandText = "SELECT report, signature FROM report WHERE symbol = $symbol AND round > $round ORDER BY round LIMIT $limit";
        command.Parameters.AddWithValue("$symbol", symbol);
        command.Parameters.AddWithValue("$round", round);
        command.Parameters.AddWithValue("$limit", limit);
        return ReadReports(command);
    });

    /// <summary>Periods of a feed that begin in a range, oldest first, and the unit of the last of them.</summary>
    internal (IReadOnlyList<PriceCandle> Candles, int Exponent) Candles(string symbol, int interval, DateTimeOffset from, DateTimeOffset to, int limit) => Read(command =>
    {
        command.CommandText = """
            SELECT start, exponent, open, high, low, close, count FROM candle
            WHERE symbol = $symbol AND interval = $interval AND start >= $from AND start < $to ORDER BY start LIMIT $limit
            """;
        command.Parameters.AddWithValue("$symbol", symbol);
        command.Parameters.AddWithValue("$interval", interval);
        command.Parameters.AddWithValue("$from", from.ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$to", to.ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$limit", limit);
        List<PriceCandle> candles = [];
        int exponent = 0;
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            exponent = rows.GetInt32(1);
            candles.Add(new PriceCandle
            {
                Time = DateTimeOffset.FromUnixTimeSeconds(rows.GetInt64(0)).UtcDateTime,
                Open = Text(rows, 2),
                High = Text(rows, 3),
                Low = Text(rows, 4),
                Close = Text(rows, 5),
                Count = rows.GetInt32(6),
            });
        }

        return ((IReadOnlyList<PriceCandle>)candles, exponent);
    });

    public void Dispose()
    {
        writing.Dispose();
        reading.Dispose();
    }

    private static bool Insert(SqliteTransaction transaction, PriceReport report, SignedReport signed)
    {
        using SqliteCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO report (symbol, round, time, report, signature) VALUES ($symbol, $round, $time, $report, $signature) ON CONFLICT DO NOTHING";
        command.Parameters.AddWithValue("$symbol", report.Symbol);
        command.Parameters.AddWithValue("$round", (long)report.Round);
        command.Parameters.AddWithValue("$time", report.Time.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$report", Convert.FromBase64String(signed.Report));
        command.Parameters.AddWithValue("$signature", Convert.FromBase64String(signed.Signature));
        return command.ExecuteNonQuery() == 1;
    }

    /// <summary>Rounds come in their order, so that each is the last of its period.</summary>
    private static void Include(SqliteTransaction transaction, PriceReport report, int interval)
    {
        using SqliteCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO candle (symbol, interval, start, exponent, open, high, low, close, count)
            VALUES ($symbol, $interval, $start, $exponent, $price, $price, $price, $price, 1)
            ON CONFLICT (symbol, interval, start) DO UPDATE SET
                exponent = $exponent, high = max(high, $price), low = min(low, $price), close = $price, count = count + 1
            """;
        long seconds = report.Time.ToUnixTimeSeconds();
        byte[] price = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(price, report.Price);
        command.Parameters.AddWithValue("$symbol", report.Symbol);
        command.Parameters.AddWithValue("$interval", interval);
        command.Parameters.AddWithValue("$start", seconds - (seconds % interval));
        command.Parameters.AddWithValue("$exponent", report.Exponent);
        command.Parameters.AddWithValue("$price", price);
        command.ExecuteNonQuery();
    }

    private T Read<T>(Func<SqliteCommand, T> work)
    {
        lock (readingGate)
        {
            try
            {
                using SqliteCommand command = reading.CreateCommand();
                return work(command);
            }
            catch (SqliteException failed)
            {
                throw new StoreException($"reading prices failed with SQLite's error {failed.SqliteExtendedErrorCode}.", failed);
            }
        }
    }

    private static List<SignedReport> ReadReports(SqliteCommand command)
    {
        List<SignedReport> reports = [];
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            reports.Add(new SignedReport
            {
                Report = Convert.ToBase64String(rows.GetFieldValue<byte[]>(0)),
                Signature = Convert.ToBase64String(rows.GetFieldValue<byte[]>(1)),
            });
        }

        return reports;
    }

    private static string Text(SqliteDataReader row, int column) =>
        BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(column)).ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>
/// Copies a SQLite store into a new file, also while a gateway writes to it: what was committed when the copy began, and nothing later. The copy is
/// whole and on disk once it has its name.
/// </summary>
internal static class SqliteBackup
{
    /// <summary>So many pages are copied between two looks at the clock.</summary>
    private const int PagesAtOnce = 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    /// <summary>Makes a copy.</summary>
    /// <param name="store">The store's file.</param>
    /// <param name="copy">The new file. It is read and written by its owner alone.</param>
    /// <param name="progress">Told each second how many pages are copied, and of how many.</param>
    /// <returns>How many records the copy has.</returns>
    /// <exception cref="StoreException">There is no store of ours, the new file is there already, or the copy failed.</exception>
    /// <exception cref="IOException">The new file cannot be written.</exception>
    internal static long Make(string store, string copy, Action<long, long> progress)
    {
        if (!File.Exists(store))
        {
            throw new StoreException($"there is no store {store}.");
        }

        if (File.Exists(copy))
        {
            throw new StoreException($"{copy} is there already: name a new file.");
        }

        string part = copy + ".part";
        Remove(part); // what a run left that was cut off
        try
        {
            Create(part);
            Copy(store, part, progress);
            long records = Check(part, store);
            File.Move(part, copy);
            Finish(copy);
            return records;
        }
        catch (SqliteException failed)
        {
            throw new StoreException($"the backup failed with SQLite's error {failed.SqliteExtendedErrorCode}.", failed);
        }
        finally
        {
            Remove(part);
        }
    }

    private static void Create(string part)
    {
        using FileStream made = new(part, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
    }

    private static void Remove(string part)
    {
        File.Delete(part);
        File.Delete(part + "-journal");
    }

    private static void Copy(string store, string part, Action<long, long> progress)
    {
        using SqliteConnection from = SqliteSchema.OpenToRead(store);
        using SqliteConnection to = Open(part);

        // What is read is of the moment at which this begins, whatever is written meanwhile: without it each write would begin the copy anew.
        using SqliteTransaction moment = from.BeginTransaction(deferred: true);
        using (SqliteCommand first = from.CreateCommand())
        {
            first.Transaction = moment;
            first.CommandText = "SELECT count(*) FROM (SELECT 1 FROM record LIMIT 1)";
            first.ExecuteScalar();
        }

        using sqlite3_backup copying = raw.sqlite3_backup_init(to.Handle!, "main", from.Handle!, "main");
        int result = copying.IsInvalid ? raw.sqlite3_errcode(to.Handle!) : raw.SQLITE_OK;
        for (long told = Stopwatch.GetTimestamp(); result == raw.SQLITE_OK;)
        {
            result = raw.sqlite3_backup_step(copying, PagesAtOnce);
            if (Stopwatch.GetElapsedTime(told) >= ProgressEvery)
            {
                told = Stopwatch.GetTimestamp();
                long pages = raw.sqlite3_backup_pagecount(copying);
                progress(pages - raw.sqlite3_backup_remaining(copying), pages);
            }
        }

        if (result != raw.SQLITE_DONE)
        {
            throw new SqliteException("The copy broke off.", result);
        }
    }

    /// <summary>Looks whether it is whole; gives how many records it has.</summary>
    private static long Check(string part, string store)
    {
        using SqliteConnection made = Open(part);
        using SqliteCommand check = made.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (check.ExecuteScalar() is not "ok")
        {
            throw new StoreException($"the store {store} is damaged, and was not copied: SQLite's PRAGMA integrity_check says where.");
        }

        check.CommandText = "SELECT count(*) FROM record";
        return Convert.ToInt64(check.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Makes one file of it that needs no log beside it. That is a transaction in the file's last place, which syncs the folder: so the name is as durable
    /// as what it names.
    /// </summary>
    private static void Finish(string copy)
    {
        using SqliteConnection made = Open(copy);
        SqliteSchema.Execute(made, "PRAGMA synchronous = EXTRA");
        SqliteSchema.Execute(made, "PRAGMA journal_mode = DELETE");
    }

    private static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
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

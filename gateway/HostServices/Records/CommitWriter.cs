using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>
/// The one writer of a store: a thread that takes all commits that wait, does them in one transaction of SQLite's, and
/// tells each of them its end when that is on disk.
/// </summary>
internal sealed class CommitWriter : IDisposable
{
    /// <summary>So many commits share a transaction at the most: a later one does not wait for ever.</summary>
    private const int MaxGroup = 256;

    /// <summary>SQLITE_BUSY.</summary>
    private const int Busy = 5;

    private readonly SqliteConnection connection;
    private readonly CommitStatements statements;
    private readonly Channel<Commit> queue =
        Channel.CreateUnbounded<Commit>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Thread thread;
    private bool settled = true;

    /// <param name="connection">Owned from then on.</param>
    internal CommitWriter(SqliteConnection connection)
    {
        this.connection = connection;
        statements = new CommitStatements(connection);
        thread = new Thread(Run) { IsBackground = true, Name = "records" };
        thread.Start();
    }

    internal Task<CommitRecordsResponse> EnqueueAsync(CommitRecordsRequest request)
    {
        Commit commit = new(request);
        if (!queue.Writer.TryWrite(commit))
        {
            throw new StoreException("the store is closed.");
        }

        return commit.End.Task;
    }

    /// <summary>Finishes what waits.</summary>
    public void Dispose()
    {
        queue.Writer.Complete();
        thread.Join();
        statements.Dispose();
        connection.Dispose();
    }

    private void Run()
    {
        List<Commit> group = [];
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MaxGroup && queue.Reader.TryRead(out Commit? commit))
            {
                group.Add(commit);
            }

            Write(group);
        }
    }

    private void Write(List<Commit> group)
    {
        CommitRecordsResponse[] outcomes = new CommitRecordsResponse[group.Count];
        try
        {
            Settle();
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            statements.Use(transaction);
            for (int i = 0; i < group.Count; i++)
            {
                outcomes[i] = Apply(group[i].Request);
            }

            transaction.Commit();
        }
        catch (SqliteException failed)
        {
            settled = false;
            StoreException end = new($"a commit failed with SQLite's error {failed.SqliteExtendedErrorCode}.", failed);
            group.ForEach(commit => commit.End.SetException(end));
            return;
        }

        for (int i = 0; i < group.Count; i++)
        {
            group[i].End.SetResult(outcomes[i]);
        }
    }

    /// <summary>
    /// A commit that failed may stand in the write-ahead log all the same, only not synced: a crash could bring it to life after
    /// others were told that it is not there. So nothing is done after a failure before that log is emptied.
    /// </summary>
    private void Settle()
    {
        if (settled)
        {
            return;
        }

        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using SqliteDataReader row = command.ExecuteReader();
        settled = row.Read() && row.GetInt32(0) == 0;
        if (!settled)
        {
            throw new SqliteException("The log cannot be emptied while it is read.", Busy);
        }
    }

    /// <summary>
    /// Everything is checked before anything is changed, so one that conflicts leaves the group's others alone.
    /// </summary>
    private CommitRecordsResponse Apply(CommitRecordsRequest request)
    {
        List<ExpectedVersion> conflicts = [];
        foreach (ExpectedVersion expected in request.Expected)
        {
            long version = statements.VersionOf(expected.Key);
            if (version != expected.Version)
            {
                conflicts.Add(new ExpectedVersion { Key = expected.Key, Version = version });
            }
        }

        if (conflicts.Count == 0)
        {
            foreach (SealedRecord record in request.Puts)
            {
                statements.Put(record);
            }

            foreach (byte[] key in request.Deletes)
            {
                statements.Delete(key);
            }
        }

        return new CommitRecordsResponse { Committed = conflicts.Count == 0, Conflicts = conflicts };
    }

    private sealed class Commit(CommitRecordsRequest request)
    {
        internal CommitRecordsRequest Request { get; } = request;

        internal TaskCompletionSource<CommitRecordsResponse> End { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

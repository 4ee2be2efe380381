using System.Diagnostics;

namespace NeoServiceLayer.Tests.State;

/// <summary>What whoever owns the gateway's machine can do to its store: the <c>sqlite3</c> command on the file, beside the gateway.</summary>
internal sealed class StoreFile(string path)
{
    /// <summary>The keys of all records, as hexadecimal, in the order of their versions.</summary>
    internal async Task<string[]> KeysAsync() =>
        (await RunAsync("SELECT hex(key) FROM record ORDER BY version")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Keeps all records as they are, under a name.</summary>
    internal Task KeepAsync(string name) =>
        RunAsync($"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} AS SELECT * FROM record");

    /// <summary>Puts all records back as they were kept.</summary>
    internal Task PutBackAsync(string name) =>
        RunAsync($"BEGIN IMMEDIATE; DELETE FROM record; INSERT INTO record SELECT * FROM {name}; COMMIT");

    /// <summary>Runs statements; gives what they print.</summary>
    internal async Task<string> RunAsync(string sql)
    {
        ProcessStartInfo start = new("sqlite3", ["-bail", "-cmd", ".timeout 20000", path, sql])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{sql}: {await error}");
    }
}

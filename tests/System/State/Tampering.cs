namespace NeoServiceLayer.Tests.State;

/// <summary>One way to do wrong to a record: SQL over its key, another record's key, and the table <c>older</c> of earlier records.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Sql">{0} stands for the record's key, {1} for the other's.</param>
internal sealed record Tampering(string Name, string Sql)
{
    private const int HeaderLength = 57;

    internal static IReadOnlyList<Tampering> All { get; } =
    [
        Byte("format", 1),
        Byte("boot", 2),
        Byte("last byte of the boot", 33),
        Byte("nonce", 34),
        Byte("tag", 42),
        Byte("last byte of the tag", HeaderLength),
        Byte("first byte of the content", HeaderLength + 1),
        new("last byte of the content", $"UPDATE record SET value = CAST(substr(value, 1, length(value) - 1) || {Other("substr(value, -1)")} AS BLOB) WHERE key = {{0}}"),
        new("cut short", "UPDATE record SET value = substr(value, 1, length(value) - 1) WHERE key = {0}"),
        new("cut to its header", $"UPDATE record SET value = substr(value, 1, {HeaderLength}) WHERE key = {{0}}"),
        new("cut within its header", "UPDATE record SET value = substr(value, 1, 20) WHERE key = {0}"),
        new("emptied", "UPDATE record SET value = x'' WHERE key = {0}"),
        new("made longer", "UPDATE record SET value = CAST(value || x'00' AS BLOB) WHERE key = {0}"),
        new("made huge", "UPDATE record SET value = zeroblob(600000) WHERE key = {0}"),
        new("version up", "UPDATE record SET version = version + 1 WHERE key = {0}"),
        new("version down", "UPDATE record SET version = version - 1 WHERE key = {0} AND version > 1"),
        new("another's content", "UPDATE record SET value = (SELECT value FROM record WHERE key = {1}) WHERE key = {0}"),
        new(
            "another's content and version",
            "UPDATE record SET (version, value) = (SELECT version, value FROM record WHERE key = {1}) WHERE key = {0}"),
        new(
            "swapped with another",
            "CREATE TEMP TABLE two AS SELECT * FROM record WHERE key IN ({0}, {1});"
            + " UPDATE record SET (version, value) = (SELECT version, value FROM two WHERE two.key <> record.key) WHERE key IN ({0}, {1})"),
        new("withheld", "DELETE FROM record WHERE key = {0}"),
        new("moved to another key", "UPDATE record SET key = CAST(substr({0}, 1, 31) || x'5a' AS BLOB) WHERE key = {0}"),
        new(
            "an older version",
            "UPDATE record SET (version, value) = (SELECT version, value FROM older WHERE older.key = record.key)"
            + " WHERE key = {0} AND EXISTS (SELECT 1 FROM older WHERE older.key = record.key AND older.version <> record.version)"),
        new(
            "an older content under the newest version",
            "UPDATE record SET value = (SELECT value FROM older WHERE older.key = record.key)"
            + " WHERE key = {0} AND EXISTS (SELECT 1 FROM older WHERE older.key = record.key AND older.version <> record.version)"),
    ];

    /// <summary>Does it; tells whether anything is different now.</summary>
    internal async Task<bool> DoAsync(StoreFile store, string key, string other)
    {
        string sql = Sql.Replace("{0}", $"x'{key}'", StringComparison.Ordinal).Replace("{1}", $"x'{other}'", StringComparison.Ordinal);
        string[] lines = (await store.RunAsync(sql + "; SELECT total_changes()")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines[^1] != "0";
    }

    private static Tampering Byte(string name, int at) => new(
        name,
        $"UPDATE record SET value = CAST(substr(value, 1, {at - 1}) || {Other($"substr(value, {at}, 1)")} || substr(value, {at + 1}) AS BLOB)"
        + " WHERE key = {0}");

    private static string Other(string one) => $"CASE {one} WHEN x'00' THEN x'01' ELSE x'00' END";
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>What the program <c>stored</c> says of a store.</summary>
internal sealed record Stored
{
    public required long Records { get; init; }

    public required long Bytes { get; init; }

    /// <summary>The highest version; 0 where it was not asked for.</summary>
    public long Version { get; init; }

    /// <summary>How long it took; 0 where that was not asked for.</summary>
    public double Seconds { get; init; }

    internal static Stored Written(string program, string store, long sinceVersion) =>
        Ask(program, store, "written", sinceVersion.ToString(CultureInfo.InvariantCulture));

    internal static Stored Ask(string program, params string[] question) =>
        JsonSerializer.Deserialize(Processes.Read(Placement.Free, [program, .. question]), StoredJson.Default.Stored)!;
}

/// <summary>What a commit of one request writes, on average: of so many records, so many new ones, and bytes of values.</summary>
internal readonly record struct CommitShape(int Records, int New, int Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Stored))]
internal sealed partial class StoredJson : JsonSerializerContext;

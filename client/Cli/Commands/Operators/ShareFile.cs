using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>
/// A share as its operator keeps it: with the records that say of what it is, and sealed to his key, so that the file alone opens nothing.
/// </summary>
internal sealed record ShareFile
{
    private const int LongestFile = 128 << 10;

    /// <summary>The operator's key id.</summary>
    public required string KeyId { get; init; }

    /// <summary>The genesis record's bytes.</summary>
    public required byte[] Genesis { get; init; }

    /// <summary>The rotation record's bytes, if the share is of a later dealing.</summary>
    public byte[]? Rotation { get; init; }

    /// <summary>The share, sealed to the operator's key.</summary>
    public required byte[] SealedShare { get; init; }

    /// <summary>Whether it was sent to a boot: from then on the deployment may have state, whatever was answered.</summary>
    public bool Provided { get; init; }

    /// <summary>The highest state of the deployment that its owner has seen; absent if he has seen none.</summary>
    public ReceiptFloor? Floor { get; init; }

    /// <summary>The same, as it goes with the share.</summary>
    [JsonIgnore]
    internal SeenFloor? Seen => Floor is null ? null : new SeenFloor(
        Convert.FromHexString(Floor.Lineage), Floor.Sequence, Convert.FromHexString(Floor.Head), Convert.FromHexString(Floor.FloorMac));

    /// <summary>What it is a share of.</summary>
    [JsonIgnore]
    internal DealtRecords Records => DealtRecords.Read(Genesis, Rotation);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">It cannot be read, or is none.</exception>
    internal static ShareFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile)
            {
                throw new UsageException($"The file '{path}' is no share: it is too long.");
            }

            ShareFile? share = JsonSerializer.Deserialize(File.ReadAllBytes(path), ShareFileJson.Default.ShareFile);
            _ = share?.Records;
            _ = share?.Seen;
            return share ?? throw new UsageException($"The file '{path}' is no share.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new UsageException($"The share '{path}' cannot be read: {failure.Message}");
        }
    }

    /// <summary>Keeps a new one; a file that is there is never replaced.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    internal void Create(string path) => Guard(path, () => Write(path, FileMode.CreateNew));

    /// <summary>Replaces the file that it was read from, whole or not at all.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    internal void Replace(string path) => Guard(path, () =>
    {
        string fresh = path + ".new";
        Write(fresh, FileMode.Create);
        File.Move(fresh, path, overwrite: true);
    });

    /// <summary>Notes a state that was seen, if it is higher than the one that is there.</summary>
    /// <param name="path">The file that it was read from.</param>
    /// <param name="seen">The state.</param>
    /// <param name="lineage">The lineage that the owner goes on with although the file has another; null: none.</param>
    /// <exception cref="NotTrustedException">It is older, or of another history.</exception>
    internal void Note(string path, ReceiptFloor seen, string? lineage)
    {
        bool named = Floor is not null && Floor.Lineage != seen.Lineage && seen.Lineage == lineage;
        if (!named && Floor?.Judge(seen) is { } wrong)
        {
            throw new NotTrustedException(wrong.Name(), $"{wrong.Sentence()} Seen before: {Describe(Floor)}. The enclave says: {Describe(seen)}. "
                + "If the operators accepted that state, name its lineage: nsl operator status --share FILE --pcrs FILE --lineage ID.");
        }

        if (named || Floor?.Sequence != seen.Sequence)
        {
            (this with { Floor = seen }).Replace(path);
        }
    }

    private static string Describe(ReceiptFloor floor) => $"sequence {floor.Sequence}, head {floor.Head}, lineage {floor.Lineage}";

    private void Write(string path, FileMode mode) => OwnFile.Write(path, JsonSerializer.Serialize(this, ShareFileJson.Default.ShareFile), mode);

    private static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The share '{path}' cannot be written: {failure.Message}");
        }
    }
}

/// <summary>JSON of the file.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ShareFile))]
internal sealed partial class ShareFileJson : JsonSerializerContext;

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Cli.Home;

/// <summary>
/// The part of a home that holds evidence: receipts (<c>receipts/ID.jws</c>), the boots that signed them (<c>boots/ID.json</c>), and
/// the highest state seen (<c>floor.json</c>).
/// </summary>
internal sealed class ReceiptFolder(NslHome home, TimeProvider clock)
{
    private const string Receipts = "receipts";
    private const string Extension = ".jws";
    private const string FloorName = "floor.json";
    private const int LongestName = 100;
    private const int Attempts = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The boot of an id, 64 digits of lower hex; null if its document is not there.</summary>
    internal BootFile? ReadBoot(string bootId) => home.Read(BootName(bootId), HomeJson.Default.BootFile);

    internal void WriteBoot(string bootId, BootFile boot) =>
        home.Replace(BootName(bootId), JsonSerializer.Serialize(boot, HomeJson.Default.BootFile));

    /// <summary>Keeps a receipt. One that came for a repeated request takes the place of the first.</summary>
    internal void WriteReceipt(Receipt receipt) => home.Replace(Path.Combine(Receipts, NameOf(receipt.Claims.RequestId) + Extension), receipt.Text);

    /// <summary>The files of receipts that are kept, in no order that means anything.</summary>
    internal IReadOnlyList<string> ListReceipts()
    {
        string folder = home.PathOf(Receipts);
        return Directory.Exists(folder)
            ? home.Guard(() => Directory.GetFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).ToArray())
            : [];
    }

    /// <summary>The highest state seen of a deployment; null if none was.</summary>
    internal ReceiptFloor? ReadFloor(string genesisId) => ReadFile().Floors.FirstOrDefault(floor => floor.GenesisId == genesisId);

    /// <summary>Notes a state, if it is higher than what is there: somebody else may have noted another meanwhile.</summary>
    /// <returns>The floor that another history is seen by; null if all is well.</returns>
    internal async Task<ReceiptFloor?> RaiseFloorAsync(ReceiptFloor seen, CancellationToken cancellationToken)
    {
        using FileStream turn = await LockAsync(cancellationToken);
        FloorFile file = ReadFile();
        IReadOnlyList<ReceiptFloor> floors = file.Floors;
        ReceiptFloor? highest = floors.FirstOrDefault(floor => floor.GenesisId == seen.GenesisId);
        ReceiptCheck? wrong = highest?.Judge(seen);
        if (wrong is ReceiptCheck.Forked)
        {
            return highest;
        }

        if (wrong is null && highest?.Sequence != seen.Sequence)
        {
            Write(file with { Floors = [.. floors.Where(floor => floor.GenesisId != seen.GenesisId), seen] });
        }

        return null;
    }

    /// <summary>The lineage of a deployment that was taken by name; null if none was.</summary>
    internal string? ReadTaken(string genesisId) => ReadFile().Taken?.FirstOrDefault(taken => taken.GenesisId == genesisId)?.Lineage;

    /// <summary>Goes on with a lineage: what was seen of another is no longer asked for.</summary>
    /// <returns>What was seen of another; null if nothing was.</returns>
    internal async Task<ReceiptFloor?> TakeLineageAsync(TakenLineage taking, CancellationToken cancellationToken)
    {
        using FileStream turn = await LockAsync(cancellationToken);
        FloorFile file = ReadFile();
        ReceiptFloor? other = file.Floors.FirstOrDefault(floor => floor.GenesisId == taking.GenesisId && floor.Lineage != taking.Lineage);
        Write(new FloorFile
        {
            Floors = [.. file.Floors.Where(floor => floor != other)],
            Taken = [.. (file.Taken ?? []).Where(taken => taken.GenesisId != taking.GenesisId), taking],
        });
        return other;
    }

    private FloorFile ReadFile() => home.Read(FloorName, HomeJson.Default.FloorFile) ?? new FloorFile { Floors = [] };

    private void Write(FloorFile file) => home.Replace(FloorName, JsonSerializer.Serialize(file, HomeJson.Default.FloorFile));

    /// <summary>Waits for the turn to change the floors: each command holds it for a moment.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        string path = home.PathOf(FloorName + ".lock");
        for (int left = Attempts; ; left--)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new Arguments.UsageException($"The home {home} cannot be used: {failure.Message}");
            }
        }
    }

    private static string BootName(string bootId) => Path.Combine("boots", bootId + ".json");

    /// <summary>A requestId as a file's name: itself where that is one, else its hash.</summary>
    private static string NameOf(string requestId) =>
        requestId.Length <= LongestName && requestId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? requestId
            : "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)));
}

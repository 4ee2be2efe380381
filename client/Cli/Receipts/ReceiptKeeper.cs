using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Receipts;

/// <summary>
/// What a home does with the receipt of a call: it verifies it with the boot's identity, keeps it, and holds the state that it names
/// against the highest one that was seen before the request was sent.
/// </summary>
internal sealed class ReceiptKeeper
{
    private const string Accepting =
        " If the deployment's operators told you that they accepted another state, take that lineage by the name that they gave: nsl receipt accept-lineage ID.";

    private readonly ReceiptFolder folder;
    private readonly TrustFolder trusted;
    private readonly string genesisId;
    private readonly Uri gateway;
    private readonly Surroundings outside;
    private readonly ReceiptFloor? floor;
    private readonly string? taken;

    /// <param name="home">Where it is kept.</param>
    /// <param name="genesisId">The deployment that is called.</param>
    /// <param name="gateway">Who is asked for the document of a boot that is not known yet.</param>
    /// <param name="outside">Documents are judged and time is told by it.</param>
    internal ReceiptKeeper(NslHome home, string genesisId, Uri gateway, Surroundings outside)
    {
        folder = new ReceiptFolder(home, outside.Clock);
        trusted = new TrustFolder(home);
        this.genesisId = genesisId;
        this.gateway = gateway;
        this.outside = outside;
        floor = folder.ReadFloor(genesisId);
        taken = folder.ReadTaken(genesisId);
    }

    /// <summary>Takes a receipt whose form, hashes and ids were checked.</summary>
    /// <exception cref="NslReceiptException">It is not this deployment's, or its state is not one that comes after what was seen.</exception>
    /// <exception cref="NotTrustedException">The boot that signed is not what was attested.</exception>
    internal async Task TakeAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        ReceiptClaims claims = receipt.Claims;
        string bootId = Convert.ToHexStringLower(claims.BootId.Span);
        BootFile? known = folder.ReadBoot(bootId);
        BootFile boot = known ?? await AskAsync(bootId, claims.RequestId, cancellationToken);
        if (Judge(receipt, boot) is { } failed)
        {
            throw new NslReceiptException(failed, claims.RequestId);
        }

        if (known is null)
        {
            folder.WriteBoot(bootId, boot);
        }

        // What comes next may find it to be evidence, so it is kept first.
        folder.WriteReceipt(receipt);
        ReceiptFloor seen = ReceiptFloor.Of(claims);
        if (floor?.Judge(seen) is { } wrong)
        {
            throw Refused(wrong, floor, seen, claims.RequestId);
        }

        if (floor is null && taken is not null && taken != seen.Lineage)
        {
            throw new NslReceiptException(
                ReceiptCheck.Forked, claims.RequestId, $"{ReceiptCheck.Forked.Sentence()} The lineage that was taken by name: {taken}. The receipt: {Describe(seen)}.");
        }

        if (await folder.RaiseFloorAsync(seen, cancellationToken) is { } other)
        {
            throw Refused(ReceiptCheck.Forked, other, seen, claims.RequestId);
        }
    }

    /// <summary>Whether a boot made it, which must be what was attested, if anything was.</summary>
    private ReceiptCheck? Judge(Receipt receipt, BootFile boot)
    {
        BootIdentity identity = BootJudge.IdentityOf(boot);
        if (trusted.Read() is { } trust)
        {
            try
            {
                new BootJudge(outside.Documents).Judge(boot, identity, trust.PolicyAt(default));
            }
            catch (NotTrustedException failed)
            {
                throw new NotTrustedException(
                    failed.Check, $"{failed.Message} The boot that answered is not what was attested last; if that is meant to be, attest it: nsl attest --pcrs FILE.");
            }
        }

        return Convert.ToHexStringLower(receipt.Claims.GenesisId.Span) != genesisId ? ReceiptCheck.Deployment : ReceiptVerifier.Origin(receipt, identity);
    }

    private static NslReceiptException Refused(ReceiptCheck check, ReceiptFloor before, ReceiptFloor now, string requestId) =>
        new(check, requestId, $"{check.Sentence()} Seen before: {Describe(before)}. The receipt: {Describe(now)}.{(before.Lineage == now.Lineage ? "" : Accepting)}");

    private static string Describe(ReceiptFloor floor) => $"sequence {floor.Sequence}, head {floor.Head}, lineage {floor.Lineage}";

    /// <summary>Asks for the document of the boot that signed.</summary>
    private async Task<BootFile> AskAsync(string bootId, string requestId, CancellationToken cancellationToken)
    {
        GetAttestationResponse answer;
        try
        {
            using NslClient client = new(gateway);
            answer = await client.CallAsync(SystemOperations.GetAttestation, new GetAttestationRequest(), null, cancellationToken);
        }
        catch (Exception failure) when (failure is NslRefusedException or NslUnreachableException)
        {
            throw new NslReceiptException(
                ReceiptCheck.Boot, requestId, $"The document of the boot that signed the receipt was not to be had: {failure.Message}");
        }

        bool isIt = answer.Identity.Any(entry => entry?.Name == "bootId" && entry.Value == bootId);
        return isIt
            ? new BootFile { ReceivedAt = outside.Clock.GetUtcNow(), Document = answer.Document, Identity = answer.Identity }
            : throw new NslReceiptException(ReceiptCheck.Boot, requestId);
    }
}

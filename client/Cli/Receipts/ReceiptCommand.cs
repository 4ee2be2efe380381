using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;

namespace NeoServiceLayer.Cli.Receipts;

/// <summary><c>nsl receipt verify|show|list</c>: what receipts say, without asking anybody.</summary>
internal sealed class ReceiptCommand(GlobalOptions options, Surroundings outside)
{
    private const int LineageDigits = 32;

    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        options.TakeAll(arguments);
        ReceiptCommand command = new(options, outside);
        switch (arguments.Take())
        {
            case "verify":
                ReceiptArguments wanted = ReceiptArguments.Take(arguments, options, verifies: true);
                return options.Help ? command.Help() : await command.VerifyAsync(wanted, cancellationToken);
            case "show":
                ReceiptArguments shown = ReceiptArguments.Take(arguments, options, verifies: false);
                return options.Help ? command.Help() : command.Show(Read(await shown.ReceiptAsync(cancellationToken)));
            case "list":
                options.TakeRest(arguments);
                return options.Help ? command.Help() : command.List();
            case "accept-lineage":
                string? lineage = arguments.AtFlag ? null : arguments.Take();
                options.TakeRest(arguments);
                return options.Help ? command.Help() : await command.AcceptLineageAsync(lineage, cancellationToken);
            case null when options.Help:
                return command.Help();
            case null:
                throw new UsageException("receipt takes verify FILE, show FILE, list or accept-lineage ID.");
            case var word:
                throw new UsageException($"receipt takes verify FILE, show FILE, list or accept-lineage ID, not '{word}'.");
        }
    }

    private int Help()
    {
        GeneralHelp.Receipt(outside.Output);
        return ExitCode.Done;
    }

    private async Task<int> VerifyAsync(ReceiptArguments wanted, CancellationToken cancellationToken)
    {
        Receipt receipt = Read(await wanted.ReceiptAsync(cancellationToken));
        AttestationPolicy policy = await wanted.PolicyAsync(cancellationToken);
        BootFile boot = await BootAsync(wanted, receipt, cancellationToken);
        ReadOnlyMemory<byte>? request = await wanted.RequestAsync(cancellationToken);
        ReadOnlyMemory<byte>? response = await wanted.ResponseAsync(cancellationToken);
        BootIdentity identity = BootJudge.IdentityOf(boot);
        AttestationDocument document = new BootJudge(outside.Documents).Judge(boot, identity, policy);
        ReceiptCheck? failed = ReceiptVerifier.Origin(receipt, identity)
            ?? ReceiptVerifier.Content(receipt, new ReceiptExpectation { Request = request, Response = response });
        if (failed is { } check)
        {
            throw new NotTrustedException(check.Name(), check.Sentence());
        }

        JsonObject? proven = wanted.ChecksLedgerProof ? LedgerProofJudge.Judge(receipt.Claims, response!.Value.Span) : null;
        JsonObject said = new()
        {
            ["verified"] = true,
            ["root"] = outside.Documents.RootOf(policy),
            ["registersCompared"] = wanted.ComparesRegisters,
            ["requestCompared"] = request is not null,
            ["responseCompared"] = response is not null,
            ["moduleId"] = document.ModuleId,
            ["documentTime"] = document.Timestamp.UtcDateTime,
            ["receipt"] = Claims(receipt.Claims),
        };
        if (proven is not null)
        {
            said["ledgerProof"] = proven;
        }

        Write(said);
        return ExitCode.Done;
    }

    private int Show(Receipt receipt)
    {
        Write(Claims(receipt.Claims));
        return ExitCode.Done;
    }

    /// <summary>Goes on with a lineage that the deployment's operators have named.</summary>
    private async Task<int> AcceptLineageAsync(string? lineage, CancellationToken cancellationToken)
    {
        if (lineage is not { Length: LineageDigits } || !lineage.All(char.IsAsciiHexDigitLower))
        {
            throw new UsageException($"accept-lineage takes the lineage's name, {LineageDigits} hexadecimal digits in lower case, as the deployment's operators gave it to you.");
        }

        NslHome home = NslHome.Find(options, outside.Variable);
        string genesisId = home.ReadAccount()?.GenesisId ?? throw new UsageException($"{home} has no account, whose deployment is meant.");
        ReceiptFloor? before = await new ReceiptFolder(home, outside.Clock).TakeLineageAsync(
            new TakenLineage { GenesisId = genesisId, Lineage = lineage }, cancellationToken);
        JsonObject said = new() { ["genesisId"] = genesisId, ["lineage"] = lineage };
        if (before is not null)
        {
            said["givenUp"] = new JsonObject { ["lineage"] = before.Lineage, ["sequence"] = before.Sequence, ["head"] = before.Head };
        }

        Write(said);
        return ExitCode.Done;
    }

    private int List()
    {
        IReadOnlyList<string> files = new ReceiptFolder(NslHome.Find(options, outside.Variable), outside.Clock).ListReceipts();
        List<(string File, ReceiptClaims Claims)> read = [];
        foreach (string file in files)
        {
            if (Receipt.TryRead(File.ReadAllText(file).TrimEnd('\r', '\n'), out Receipt? receipt))
            {
                read.Add((file, receipt.Claims));
            }
            else
            {
                outside.Error.WriteLine($"nsl: {PlainText.Of(file)} is no receipt.");
            }
        }

        read.Sort(static (one, other) => one.Claims.Time.CompareTo(other.Claims.Time));
        if (options.Json)
        {
            outside.Output.WriteLine(new JsonArray([.. read.Select(one => (JsonNode)Entry(one.File, one.Claims))]).ToJsonString());
            return ExitCode.Done;
        }

        Columns.Write(outside.Output, [.. read.Select(one => (string[])[.. Entry(one.File, one.Claims).Select(cell => PlainText.Of(cell.Value!.ToString()))])], "");
        return ExitCode.Done;
    }

    private static JsonObject Entry(string file, ReceiptClaims claims) => new()
    {
        ["time"] = Text(claims.Time),
        ["sequence"] = claims.Sequence,
        ["operation"] = $"{claims.Service}.{claims.Operation}",
        ["file"] = file,
    };

    /// <summary>The file of the boot that signed: the one that is named, else the home's.</summary>
    private async Task<BootFile> BootAsync(ReceiptArguments wanted, Receipt receipt, CancellationToken cancellationToken)
    {
        if (wanted.Boot is { } file)
        {
            try
            {
                return JsonSerializer.Deserialize(await NamedFile.ReadAsync(file, cancellationToken), HomeJson.Default.BootFile) ?? throw new JsonException();
            }
            catch (JsonException)
            {
                throw new UsageException($"The file '{file}' is not one of a boot, as nsl keeps them.");
            }
        }

        string bootId = Convert.ToHexStringLower(receipt.Claims.BootId.Span);
        NslHome home = NslHome.Find(options, outside.Variable);
        return new ReceiptFolder(home, outside.Clock).ReadBoot(bootId)
            ?? throw new UsageException($"{home} has no document of boot {bootId}; name its file with --boot.");
    }

    private static Receipt Read(string text) => Receipt.TryRead(text, out Receipt? receipt)
        ? receipt
        : throw new NotTrustedException(ReceiptCheck.Form.Name(), ReceiptCheck.Form.Sentence());

    private static JsonObject Claims(ReceiptClaims claims)
    {
        JsonObject said = new()
        {
            ["requestId"] = claims.RequestId,
            ["operation"] = $"{claims.Service}.{claims.Operation}",
            ["keyId"] = claims.KeyId,
            ["accountId"] = claims.AccountId,
            ["time"] = Text(claims.Time),
            ["requestHash"] = Hex(claims.RequestHash),
            ["responseHash"] = Hex(claims.ResponseHash),
            ["sequence"] = claims.Sequence,
            ["head"] = Hex(claims.Head),
            ["lineage"] = Hex(claims.Lineage),
            ["bootId"] = Hex(claims.BootId),
            ["genesisId"] = Hex(claims.GenesisId),
        };
        foreach (string name in said.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            said.Remove(name);
        }

        return said;
    }

    private void Write(JsonObject said) => AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(said.ToJsonString()), options.Json);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Tests.Receipts;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary><c>nsl receipt verify --ledger-proof</c>: the receipt and the sums below it, without asking anybody.</summary>
public sealed class LedgerProofCommandTests : IDisposable
{
    private const uint Magic = 1234;
    private const string Account = "bank_2";

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-ledger-").FullName;
    private readonly SigningEnclave enclave;
    private string answer = Proof(position: 1, 10, 25, 7);

    public LedgerProofCommandTests() => enclave = new SigningEnclave { Body = BodyOf };

    private string Home => Path.Combine(folder, "home");

    public void Dispose()
    {
        enclave.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(0, new long[] { 25 })]
    [InlineData(1, new long[] { 10, 25, 7 })]
    [InlineData(4, new long[] { 1, 2, 3, 4, 25 })]
    public async Task A_proof_is_verified_offline_under_the_receipt_that_came_with_it(int position, long[] balances)
    {
        answer = Proof(position, balances);
        NslRun run = await VerifyAsync(await ReceiptAsync(), answer);
        Assert.Equal((0, ""), (run.Code, run.Error));
        JsonElement said = JsonDocument.Parse(run.Output).RootElement;
        JsonElement proven = said.GetProperty("ledgerProof");
        Assert.Equal((true, true), (said.GetProperty("verified").GetBoolean(), said.GetProperty("responseCompared").GetBoolean()));
        Assert.Equal((Account, "25", balances.Sum().ToString(CultureInfo.InvariantCulture)), (
            proven.GetProperty("bankAccountId").GetString(), proven.GetProperty("balance").GetString(), proven.GetProperty("total").GetString()));
    }

    [Fact]
    public async Task Another_answer_than_the_receipt_s_ends_with_4_before_it_is_read()
    {
        string receipt = await ReceiptAsync();
        MustNotTrust("response", await VerifyAsync(receipt, Proof(position: 1, 10, 26, 7)));
    }

    [Theory]
    [InlineData("balance", "26")]
    [InlineData("total", "41")]
    [InlineData("bankAccountId", "bank_3")]
    [InlineData("salt", "x")]
    public async Task A_proof_that_does_not_hold_ends_with_4_although_the_enclave_signed_it(string member, string value)
    {
        JsonNode changed = JsonNode.Parse(answer)!;
        changed[member] = value;
        answer = changed.ToJsonString();
        MustNotTrust("ledgerProof", await VerifyAsync(await ReceiptAsync(), answer));
    }

    [Fact]
    public async Task An_answer_that_is_no_proof_ends_with_4()
    {
        answer = "{}";
        MustNotTrust("ledgerProof", await VerifyAsync(await ReceiptAsync(), answer));
    }

    [Fact]
    public async Task A_receipt_of_another_operation_ends_with_4()
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        Assert.Equal(0, (await NslRun.AtHomeAsync(Home, gateway.Address, "--request-id", "r-2", "account", "get-account")).Code);
        NslRun run = await VerifyAsync(Path.Combine(Home, "receipts", "r-2.jws"), answer);
        MustNotTrust("response", run);
    }

    [Fact]
    public async Task The_answer_is_named_once()
    {
        NslRun run = await NslRun.OfflineAtHomeAsync(Home, "receipt", "verify", "x", "--response", "y", "--ledger-proof", "z");
        Assert.Equal(new NslRun(2, "", "nsl: --ledger-proof is the answer that --response would name: one of them is taken.\n"), run);
    }

    /// <summary>A proof for one leaf of a tree whose leaves have these balances.</summary>
    private static string Proof(int position, params long[] balances)
    {
        byte[] salt = TestBoot.Filled(LedgerTree.HashLength, 5);
        SumNode[] leaves = [.. balances.Select((balance, i) => LedgerTree.Leaf(LedgerTree.Commit(salt, i == position ? Account : $"other {i}"), balance))];
        (IReadOnlyList<SumNode> path, SumNode top) = LedgerTree.Climb(leaves, position);
        LedgerProof proof = new()
        {
            BankAccountId = Account,
            Network = "private",
            Magic = Magic,
            Balance = Text(balances[position]),
            Salt = Convert.ToHexStringLower(salt),
            Position = position,
            Count = balances.Length,
            Path = [.. path.Select(node => new LedgerProofStep { Hash = Convert.ToHexStringLower(node.Hash.Span), Sum = Text(node.Sum) })],
            Total = Text(top.Sum),
            Root = Convert.ToHexStringLower(LedgerTree.Root(Magic, balances.Length, top)),
        };
        return JsonSerializer.Serialize(proof, GasBankOperations.GetLedgerProof.Response);
    }

    private static string Text(long sum) => sum.ToString(CultureInfo.InvariantCulture);

    private static void MustNotTrust(string check, NslRun run)
    {
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", run.Error, StringComparison.Ordinal);
    }

    private string BodyOf(string path) => path switch
    {
        "/v1/system/getStatus" =>
            $$$"""{"enclave":{"version":"1","mode":"local","state":"serving","uptimeSeconds":1,"genesisId":"{{{enclave.GenesisId}}}","rootKey":"file","services":[]}}""",
        "/v1/account/register" => """{"accountId":"acc_1","keyId":"k","scopes":[]}""",
        "/v1/gasbank/getLedgerProof" => answer,
        _ => "{}",
    };

    private async Task<LoopbackGateway> RegisteredAsync()
    {
        LoopbackGateway gateway = new(enclave.Answer);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "account", "register", "--name", "Me");
        Assert.Equal((0, ""), (run.Code, run.Error));
        return gateway;
    }

    /// <summary>Asks for the proof; gives the file with its receipt.</summary>
    private async Task<string> ReceiptAsync()
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "--request-id", "r-1", "--json", "gasbank", "get-ledger-proof", "--bank-account-id", Account);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return Path.Combine(Home, "receipts", "r-1.jws");
    }

    private async Task<NslRun> VerifyAsync(string receipt, string proof)
    {
        string file = Path.Combine(folder, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, proof, TestContext.Current.CancellationToken);
        return await NslRun.OfflineAtHomeAsync(
            Home, "receipt", "verify", receipt, "--pcrs", enclave.WriteRegisters(folder), "--local-root", enclave.RootFile, "--ledger-proof", file, "--json");
    }
}

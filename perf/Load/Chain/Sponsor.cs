using System.Globalization;
using System.Text.Json;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Perf.Load.Chain;

/// <summary>
/// An account at a gateway whose bank account pays the fees of others' transactions: each of a user of its own, who has no GAS, signs
/// first, and moves nothing (a transfer of 0 GAS), which costs the node as much as one that moves some.
/// </summary>
internal sealed class Sponsor : IDisposable
{
    private const long Funds = 100_000;
    private const string PolicyLimit = "5000000000000";
    private const int MostOutstanding = 10_000;

    /// <summary>For so many blocks a transaction is valid: the bank signs none that is for more than 100.</summary>
    private const int Blocks = 80;

    private readonly AccountKey key = AccountKey.Create();
    private readonly uint magic;
    private NslClient client = null!;
    private string policyId = "";
    private QuoteSponsorshipResponse quote = null!;
    private UInt160 bank;
    private uint nonce;

    private Sponsor(uint magic) => this.magic = magic;

    internal static Sponsor Open(Address gateway, PrivateNode node)
    {
        Sponsor made = new(node.Magic);
        made.OpenAsync(new Uri($"http://{gateway.Authority}"), node).GetAwaiter().GetResult();
        return made;
    }

    /// <summary>Contexts of that many transactions, each signed by its user.</summary>
    internal JsonElement[] Prepare(int count, uint height) => [.. Enumerable.Range(0, count).Select(_ => Prepare(height))];

    /// <summary>Has one relayed.</summary>
    internal Task RelayAsync(JsonElement context) =>
        client.CallAsync(SponsorOperations.RelaySponsored, new SponsorTransactionRequest { PolicyId = policyId, Context = context });

    public void Dispose()
    {
        client.Dispose();
        key.Dispose();
    }

    private async Task OpenAsync(Uri gateway, PrivateNode node)
    {
        using NslClient plain = new(gateway);
        GetAttestationResponse boot = await plain.CallAsync(SystemOperations.GetAttestation, new GetAttestationRequest());
        string genesisId = boot.Identity.Single(entry => entry.Name == "genesisId").Value;
        client = new NslClient(gateway, new NslClientSettings { Stamper = new Stamper(key, genesisId) });
        JsonWebKey half = new() { Kty = "EC", Crv = "P-256", X = key.Public.X, Y = key.Public.Y };
        await client.CallAsync(
            AccountOperations.Register, new RegisterRequest { Name = "sponsor", Key = new NewKey { Kind = KeyKind.P256, PublicKey = half } });
        BankAccountDescription account = await client.CallAsync(GasBankOperations.CreateBankAccount, new CreateBankAccountRequest { Name = "sponsor" });
        bank = UInt160.TryParse(account.ScriptHash, out UInt160 hash) ? hash : throw new PerfException("The bank account's script hash is none.");
        DepositResponse deposit = await client.CallAsync(
            GasBankOperations.Deposit, new DepositRequest { BankAccountId = account.BankAccountId, TransactionHash = node.Give(Funds, account.Address) });
        if (deposit.Status != DepositStatus.Confirmed)
        {
            throw new PerfException($"The deposit is {deposit.Status}.");
        }

        SponsorPolicyDescription policy = await client.CallAsync(SponsorOperations.CreateSponsorPolicy, new CreateSponsorPolicyRequest
        {
            BankAccountId = account.BankAccountId,
            Name = "any",
            Contracts = [new SponsoredContract { Contract = NativeContracts.Gas.ToString(), Methods = ["transfer"] }],
            MaxPerTransaction = PolicyLimit,
            MaxPerUser = PolicyLimit,
            MaxPerDay = PolicyLimit,
            MaxOutstanding = MostOutstanding,
        });
        policyId = policy.PolicyId;
        await QuoteAsync();
    }

    /// <summary>All users' transactions are alike, and so are their fees.</summary>
    private async Task QuoteAsync()
    {
        using PrivateKey user = PrivateKey.Create();
        UInt160 account = AccountContract.Single(user.PublicKey).ScriptHash;
        quote = await client.CallAsync(SponsorOperations.QuoteSponsorship, new QuoteSponsorshipRequest
        {
            PolicyId = policyId,
            Script = Convert.ToBase64String(ScriptOf(account)),
            User = Neo.Keys.Address.ToAddress(account),
        });
        if (quote.Violations is [SponsorViolation first, ..])
        {
            throw new PerfException($"The policy sponsors nothing. {first.Message}");
        }
    }

    private JsonElement Prepare(uint height)
    {
        using PrivateKey user = PrivateKey.Create();
        AccountContract contract = AccountContract.Single(user.PublicKey);
        Transaction transaction = new()
        {
            Nonce = ++nonce,
            SystemFee = long.Parse(quote.SystemFee, CultureInfo.InvariantCulture),
            NetworkFee = long.Parse(quote.NetworkFee, CultureInfo.InvariantCulture),
            ValidUntilBlock = height + Blocks,
            Signers =
            [
                new Signer { Account = bank, Scopes = WitnessScopes.None },
                new Signer { Account = contract.ScriptHash, Scopes = WitnessScopes.CalledByEntry },
            ],
            Script = ScriptOf(contract.ScriptHash),
        };
        ContractParametersContext context = new(transaction, magic);
        context.TrySign(contract, user);
        using JsonDocument document = JsonDocument.Parse(context.ToBytes());
        return document.RootElement.Clone();
    }

    private static byte[] ScriptOf(UInt160 user) => new ScriptBuilder().Transfer(NativeContracts.Gas, user, user, 0).ToArray();
}

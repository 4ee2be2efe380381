using System.Security.Cryptography;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Proofs;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>Serves the making and showing of bank accounts.</summary>
internal sealed class BankAccounts(GasBankDocuments documents, BankNetworks networks, BalanceLeaves leaves, Holds holds)
{
    private const string IdPrefix = "gba_";

    internal async ValueTask<BankAccountDescription> CreateAsync(CreateBankAccountRequest request, Call call)
    {
        INeoNetwork network = networks.Require(request.Network);
        using PrivateKey key = PrivateKey.Create();
        AccountContract contract = AccountContract.Single(key.PublicKey);
        BankAccountDocument document = new()
        {
            AccountId = call.Caller.AccountId,
            BankAccountId = RandomId.New(IdPrefix),
            Name = Labels.CheckName(request.Name, GasBankLimits.MaxNameLength),
            Network = network.Name,
            Magic = network.Magic,
            Script = contract.Script.ToArray(),
            ScriptHash = contract.ScriptHash.ToString(),
            Address = Address.ToAddress(contract.ScriptHash),
            PublicKey = key.PublicKey.ToString(),
            Balances = BankBalances.None,
            Thresholds = [],
            Salt = RandomNumberGenerator.GetBytes(LedgerTree.HashLength),
            CreatedAt = WholeTime.Of(call.Time),
        };
        await documents.AddAsync(call, document, key);
        await leaves.PutAsync(call.State, document);
        return Describe(document);
    }

    internal async ValueTask<BankAccountDescription> GetAsync(GetBankAccountRequest request, Call call) =>
        Describe(await holds.ViewAsync(call.State, await documents.RequireAsync(call, request.BankAccountId), call.Time));

    internal async ValueTask<ListBankAccountsResponse> ListAsync(ListBankAccountsRequest request, Call call)
    {
        ListPage<BankAccountDocument> page = await documents.PageAsync(call, new PageRequest(request.Limit, request.Cursor));
        List<BankAccountDescription> described = [];
        foreach (BankAccountDocument document in page.Items)
        {
            described.Add(Describe(await holds.ViewAsync(call.State, document, call.Time)));
        }

        return new ListBankAccountsResponse { BankAccounts = described, NextCursor = page.NextCursor };
    }

    internal async ValueTask<BankAccountDescription> SetRefillRuleAsync(SetRefillRuleRequest request, Call call)
    {
        IReadOnlyList<long> thresholds = GasBankChecks.Thresholds(request.Thresholds);
        BankAccountDocument document = await documents.RequireAsync(call, request.BankAccountId);
        document = await holds.ExpireAsync(call.State, document, call.Time) with { Thresholds = thresholds };
        documents.Put(call.State, document);
        return Describe(document);
    }

    private static BankAccountDescription Describe(BankAccountDocument document)
    {
        BankBalances balances = document.Balances;
        return new BankAccountDescription
        {
            BankAccountId = document.BankAccountId,
            Name = document.Name,
            Network = document.Network,
            Address = document.Address,
            ScriptHash = document.ScriptHash,
            PublicKey = document.PublicKey,
            Available = DatoshiText.Of(balances.Available),
            Reserved = DatoshiText.Of(balances.Reserved),
            Allocated = DatoshiText.Of(balances.Allocated),
            Pending = DatoshiText.Of(balances.Pending),
            Charged = DatoshiText.Of(balances.Charged),
            Balance = DatoshiText.Of(balances.Total),
            Deposited = DatoshiText.Of(balances.ChainIn),
            Withdrawn = DatoshiText.Of(balances.ChainOut),
            FeesBurnt = DatoshiText.Of(balances.FeesBurnt),
            Thresholds = [.. document.Thresholds.Select(DatoshiText.Of)],
            Low = document.Thresholds.Any(threshold => balances.Available < threshold),
            CreatedAt = document.CreatedAt,
        };
    }
}

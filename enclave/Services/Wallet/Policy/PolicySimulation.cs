using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Decoding;
using NeoServiceLayer.Enclave.Wallet.OnChain;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>Serves <c>wallet.simulatePolicy</c>: what the gate would say, and what it would count, without doing either.</summary>
internal sealed class PolicySimulation(WalletDocuments wallets, PolicyDocuments policies, PolicyGate gate, ChainHeights heights)
{
    /// <summary>Reads the chain's height where the request gives none, as the gate's callers do.</summary>
    internal async ValueTask<SeenHeight> PrepareAsync(SimulatePolicyRequest request, Preparation preparation)
    {
        if (request.Height is { } given)
        {
            return new SeenHeight(given);
        }

        return await heights.ReadAsync(
            state => wallets.RequireAddressAsync(state, preparation.Caller, request.WalletId, request.Index),
            address => ReadSubject(request, address.Account, height: null),
            request.Policy,
            preparation);
    }

    internal async ValueTask<SimulatePolicyResponse> SimulateAsync(SimulatePolicyRequest request, SeenHeight seen, Call call)
    {
        WalletAddress address = await wallets.RequireAddressAsync(call, request.WalletId, request.Index);
        WalletDocument wallet = address.Wallet;
        PolicySubject subject = ReadSubject(request, address.Account, seen.Height);
        PolicyDocument? stored = await policies.FindAsync(call.State, wallet.WalletId);
        PolicyRules? rules = (request.Policy ?? stored?.Policy) is { } policy ? PolicyReader.Read(policy) : null;
        if (request.Policy is not null)
        {
            PolicyManagement.CheckFits(rules!, wallet);
        }

        SpentHours spent = await policies.SpentAsync(call.State, wallet.WalletId);
        PolicyDecision decision = await gate.SimulateAsync(call.State, wallet, address.Account, subject, call.Time, request.Policy);
        if (wallet.Frozen)
        {
            decision.Deny("frozen", "", "The wallet is frozen.");
        }

        return new SimulatePolicyResponse
        {
            Allowed = decision.Violations.Count == 0,
            Version = request.Policy is null ? stored?.Version ?? 0 : 0,
            Violations = decision.Violations,
            Approvals = [.. decision.Approvals.Select(need => new PolicyNeed { Approvals = need.Approvals, KeyIds = need.KeyIds, Reason = need.Reason })],
            Calls = [.. subject.Script.Calls.Select(CallMapping.From)],
            Transfers = [.. subject.Script.Transfers.Select(CallMapping.From)],
            Spent = rules is null ? [] : SpendMapping.Assets(rules, spent, call.Time, decision),
            Fees = rules is null ? null : SpendMapping.Fees(rules, spent, call.Time, decision),
        };
    }

    private static PolicySubject ReadSubject(SimulatePolicyRequest request, UInt160 account, uint? height)
    {
        if (request.Script is { } text)
        {
            return request.Transaction is null && request.Context is null ? ReadScript(request, text, account) : throw NotOne();
        }

        if (request.Signers is not null)
        {
            throw new RequestException("signers stand with script only: a transaction has its own.");
        }

        if (request.Transaction is null == request.Context is null)
        {
            throw NotOne();
        }

        ContractParametersContext context = SigningContexts.Read(new SignTransactionRequest
        {
            WalletId = request.WalletId,
            Transaction = request.Transaction,
            Encoding = request.Encoding,
            Context = request.Context,
            Network = request.Network,
        });
        return PolicySubject.Of(context.Transaction, context.Network, height);
    }

    private static RequestException NotOne() => new("payload: exactly one of the members transaction, context and script must stand there.");

    private static PolicySubject ReadScript(SimulatePolicyRequest request, string text, UInt160 account)
    {
        byte[] script = RequestBytes.Read(text, request.Encoding, "script", Transaction.MaxScript);
        return new PolicySubject
        {
            Script = script.Length > 0 ? ScriptAnalysis.Of(script) : throw new RequestException("script is empty."),
            Signers = request.Signers is { } signers
                ? ReadSigners(signers)
                : [new Signer { Account = account, Scopes = WitnessScopes.CalledByEntry }],
            Network = RequestBytes.ReadNetwork(request.Network),
        };
    }

    private static Signer[] ReadSigners(IReadOnlyList<SimulatedSigner> signers)
    {
        Signer[] read = signers.Count is >= 1 and <= Transaction.MaxSignersAndAttributes
            ? [.. signers.Select((signer, i) => ReadSigner(signer, $"signers[{i}]"))]
            : throw new RequestException($"signers are 1 to {Transaction.MaxSignersAndAttributes}.");
        return read.DistinctBy(signer => signer.Account).Count() == read.Length
            ? read
            : throw new RequestException("signers name an account twice.");
    }

    private static Signer ReadSigner(SimulatedSigner? signer, string member)
    {
        SimulatedSigner given = signer ?? throw new RequestException($"{member} is null.");
        WitnessScopes scopes = given.CalledByEntry ? WitnessScopes.CalledByEntry : WitnessScopes.None;
        foreach (PolicyScope scope in given.Scopes ?? [])
        {
            scopes |= ScopeOf(scope);
        }

        return scopes.HasFlag(WitnessScopes.Global) && scopes != WitnessScopes.Global
            ? throw new RequestException($"{member}.scopes: global stands alone.")
            : new Signer
            {
                Account = PolicyText.Account(given.Account, $"{member}.account"),
                Scopes = scopes,
                AllowedContracts =
                    [.. PolicyText.Set(given.Contracts ?? [], 0, Signer.MaxItems, $"{member}.contracts", PolicyText.Contract)],
                AllowedGroups = [.. PolicyText.Set(given.Groups ?? [], 0, Signer.MaxItems, $"{member}.groups", RequestBytes.ReadKey)],
            };
    }

    private static WitnessScopes ScopeOf(PolicyScope scope) => scope switch
    {
        PolicyScope.CustomContracts => WitnessScopes.CustomContracts,
        PolicyScope.CustomGroups => WitnessScopes.CustomGroups,
        PolicyScope.WitnessRules => WitnessScopes.WitnessRules,
        _ => WitnessScopes.Global,
    };
}

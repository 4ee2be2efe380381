using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>
/// Serves <c>gasbank.reconcile</c>: reads the chain until all of it was read at one height, between two blocks, while the ledger stood still;
/// what transactions in blocks took that the ledger has not written yet is told apart from what is missing.
/// </summary>
internal sealed class Reconciliation(GasBankDocuments documents, BankNetworks networks, Ledger ledger, Holds holds)
{
    /// <summary>The most transactions under way that are looked up.</summary>
    private const int MaxUnderWay = 100;

    /// <summary>How often chain or ledger may have moved on before this is given up: a reading takes a fraction of a block's time.</summary>
    private const int MaxReadings = 8;

    internal async ValueTask<Prepared<Comparison>> LookAsync(ReconcileRequest request, Preparation preparation)
    {
        LedgerView view = await ViewAsync(request, preparation);
        INeoNetwork network = networks.Of(view.Account);
        uint height = await network.GetHeightAsync();
        bool stood = true;
        for (int reading = 0; reading < MaxReadings; reading++)
        {
            List<SeenFlight> seen = [];
            foreach (Flight flight in view.Flights)
            {
                seen.Add(new SeenFlight(flight, await network.FindTransactionAsync(flight.Hash)));
            }

            BigInteger balance = await network.GetBalanceAsync(NativeContracts.Gas, view.Account.Account);
            uint after = await network.GetHeightAsync();
            LedgerView now = await ViewAsync(request, preparation);
            stood = now.IsAs(view);
            if (after == height && stood)
            {
                return new Prepared<Comparison>(new Comparison(now, height, balance, seen));
            }

            (height, view) = (after, now);
        }

        throw stood
            ? new RequestException(ErrorCode.ChainUnavailable, "The chain moved on during each of the readings; ask again.")
            : new RequestException(ErrorCode.Overloaded, "The bank account's ledger moved on during each of the readings; ask again.");
    }

    /// <summary>The comparison is of the ledger as the chain was read, whatever was written since.</summary>
    internal async ValueTask<ReconcileResponse> CompareAsync(ReconcileRequest request, Prepared<Comparison> prepared, Call call)
    {
        Comparison seen = prepared.Value;
        await documents.RequireAsync(call, request.BankAccountId);
        BankAccountDocument account = seen.View.Account;
        long unsettled = seen.Flights.Sum(flight => flight.Taken);
        BigInteger difference = seen.ChainBalance - account.Balances.Total + unsettled;
        return new ReconcileResponse
        {
            Agrees = difference.IsZero,
            Network = account.Network,
            Height = seen.Height,
            Sequence = seen.View.Sequence,
            ChainBalance = Text(seen.ChainBalance),
            LedgerBalance = DatoshiText.Of(account.Balances.Total),
            Unsettled = DatoshiText.Of(unsettled),
            Difference = Text(difference),
            Explanation = Explain(difference),
            UnderWay =
            [
                .. seen.Flights.Select(flight => new UnderWay
                {
                    TransactionHash = flight.Flight.Hash.ToString(),
                    Held = DatoshiText.Of(flight.Flight.Held),
                    InBlock = flight.Mined is not null,
                }),
            ],
        };
    }

    private static string Text(BigInteger amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static string Explain(BigInteger difference) => difference.Sign switch
    {
        0 => "The chain shows what the ledger says.",
        > 0 => "The address holds GAS that no deposit has credited: call gasbank.deposit with the transactions that sent it.",
        _ => "The chain shows less than the bank owes. This must not be: tell the deployment's operators.",
    };

    private ValueTask<LedgerView> ViewAsync(ReconcileRequest request, Preparation preparation) => preparation.ReadAsync(async state =>
        await ViewAsync(state, await documents.RequireAsync(state, preparation.Caller, request.BankAccountId)));

    private async ValueTask<LedgerView> ViewAsync(ITransaction state, BankAccountDocument account)
    {
        IReadOnlyList<string> ids = await holds.FlightsAsync(state, account.BankAccountId, MaxUnderWay + 1);
        if (ids.Count > MaxUnderWay)
        {
            throw new RequestException(ErrorCode.Conflict, $"More than {MaxUnderWay} transactions of the bank account are under way; ask again when there are fewer.");
        }

        List<Flight> flights = [];
        foreach (string id in ids)
        {
            flights.Add(await holds.FindWithdrawalAsync(state, id) is { } withdrawal
                ? new Flight(HashOf(withdrawal.TransactionHash), withdrawal.Whole, withdrawal.Fees)
                : await holds.FindReservationAsync(state, id) is { IsBanks: true } fees
                    ? new Flight(HashOf(fees.TransactionHash!), fees.Amount, fees.Amount)
                    : throw new InvalidOperationException("A transaction is under way, and nothing is held for it."));
        }

        return new LedgerView(account, await ledger.LastAsync(state, account.BankAccountId), flights);
    }

    private static UInt256 HashOf(string text) => UInt256.TryParse(text, out UInt256 hash)
        ? hash
        : throw new InvalidOperationException("A transaction's hash is none.");
}

/// <summary>A ledger at one moment.</summary>
/// <param name="Account">The bank account.</param>
/// <param name="Sequence">The newest entry.</param>
/// <param name="Flights">What is under way.</param>
internal sealed record LedgerView(BankAccountDocument Account, long Sequence, IReadOnlyList<Flight> Flights)
{
    /// <summary>Whether a chain that agrees with the one agrees with the other: what is only moved within the account is all one to it.</summary>
    internal bool IsAs(LedgerView other) => Account.Balances.Total == other.Account.Balances.Total && Flights.SequenceEqual(other.Flights);
}

/// <summary>A transaction that takes from a bank account, in datoshi.</summary>
/// <param name="Hash">Which.</param>
/// <param name="Held">What is held for it, and what it takes if its script ends well.</param>
/// <param name="Fees">What it takes if its script fails.</param>
internal sealed record Flight(UInt256 Hash, long Held, long Fees);

/// <summary>The same, and what the chain shows of it.</summary>
internal sealed record SeenFlight(Flight Flight, MinedTransaction? Mined)
{
    /// <summary>What it took from the address.</summary>
    internal long Taken => Mined is null ? 0 : Mined.Halted ? Flight.Held : Flight.Fees;
}

/// <summary>What the chain shows of a bank account, at one height.</summary>
internal sealed record Comparison(LedgerView View, uint Height, BigInteger ChainBalance, IReadOnlyList<SeenFlight> Flights);

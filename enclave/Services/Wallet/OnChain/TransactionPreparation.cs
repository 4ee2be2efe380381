using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Building;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>
/// Makes transactions that only lack their witnesses, with the fees and the time that the chain asks for: what comes before the state's
/// transaction, because nodes are asked.
/// </summary>
internal sealed class TransactionPreparation(WalletDocuments documents, Dispatch dispatch)
{
    /// <summary>How long a transaction may wait for its block where the request does not say: a restart's time, and not much more.</summary>
    internal static readonly TimeSpan UsualValidity = TimeSpan.FromMinutes(5);

    /// <summary>The fewest blocks of that time, for networks with slow ones.</summary>
    internal const uint LeastUsualBlocks = 20;

    /// <summary>The most blocks of that time, which is also the most that who pays in a wallet's stead allows.</summary>
    internal const uint MostUsualBlocks = TransactionBuilder.ValidBlocks;

    internal async ValueTask<PreparedTransaction> PrepareAsync(TransactionDraft draft, Preparation preparation)
    {
        Seats seats = await preparation.ReadAsync(state => SeatAsync(draft, state, preparation.Caller));
        UInt160 account = seats.Address.Account;
        INeoNetwork network = draft.Network;
        Task<uint> asked = network.GetHeightAsync().AsTask();
        Task<ChainFees> askedToo = network.GetFeesAsync().AsTask();
        await Task.WhenAll(asked, askedToo);
        (uint height, ChainFees fees) = (await asked, await askedToo);
        uint blocks = CheckBlocks(draft, fees);
        if (draft.Payment is { } payment)
        {
            await RequireAsync(network, payment.Asset, account, payment.Amount, "the amount");
        }

        byte[] script = draft.Script(account);
        Signer[] signers = SignersOf(draft, seats);
        long systemFee = await TrySystemFeeAsync(draft, script, signers);
        Transaction transaction = TransactionBuilder.Make(
            script, signers, systemFee, checked(height + blocks), bare => NetworkFees.Of(bare, seats.Contracts, fees));
        if (seats.Payer is null)
        {
            BigInteger paid = draft.Payment is { } gas && gas.Asset == NativeContracts.Gas ? gas.Amount : BigInteger.Zero;
            await RequireAsync(
                network, NativeContracts.Gas, account, paid + transaction.SystemFee + transaction.NetworkFee, "its fees, and what it sends of GAS");
        }

        DateTimeOffset due = preparation.Time + TimeSpan.FromMilliseconds((long)blocks * fees.BlockMilliseconds);
        return new PreparedTransaction(
            draft, transaction, account, height, DateTimeOffset.FromUnixTimeMilliseconds(due.ToUnixTimeMilliseconds()).UtcDateTime);
    }

    private async ValueTask<Seats> SeatAsync(TransactionDraft draft, ITransaction state, Caller caller)
    {
        WalletAddress address = await documents.RequireAddressAsync(state, caller, draft.WalletId, draft.Index);
        if (address.Wallet.Frozen)
        {
            throw WalletManagement.Frozen();
        }

        if (draft.FeePayer is null)
        {
            return new Seats(address, null);
        }

        IFeePayer payer = dispatch.FeePayer ?? throw new RequestException(
            ErrorCode.Conflict, "feePayer: this enclave has no Gas Bank, so nobody pays fees in a wallet's stead.");
        AccountContract contract = await payer.FindAsync(state, caller, draft.FeePayer);
        return contract.ScriptHash != address.Account
            ? new Seats(address, contract)
            : throw new RequestException("feePayer is the wallet's own account: leave it out.");
    }

    private static Signer[] SignersOf(TransactionDraft draft, Seats seats)
    {
        Signer own = ChainNames.ReadSigner(seats.Address.Account, draft.Scope, draft.AllowedContracts);
        return seats.Payer is null ? [own] : [new Signer { Account = seats.Payer.ScriptHash, Scopes = WitnessScopes.None }, own];
    }

    private static uint CheckBlocks(TransactionDraft draft, ChainFees fees)
    {
        uint most = draft.FeePayer is null ? fees.MaxValidUntilBlockIncrement : Math.Min(MostUsualBlocks, fees.MaxValidUntilBlockIncrement);
        if (draft.ValidForBlocks is not { } blocks)
        {
            long usual = (long)UsualValidity.TotalMilliseconds / Math.Max(1, fees.BlockMilliseconds);
            return Math.Min((uint)Math.Clamp(usual, LeastUsualBlocks, MostUsualBlocks), most);
        }

        return blocks >= 1 && blocks <= most
            ? (uint)blocks
            : throw new RequestException($"validForBlocks is 1 to {most} here.");
    }

    private static async ValueTask<long> TrySystemFeeAsync(TransactionDraft draft, byte[] script, Signer[] signers)
    {
        long fee = await TransactionBuilder.TrySystemFeeAsync(draft.Network, script, signers);
        return draft.MaxSystemFee is not { } most || fee <= most
            ? fee
            : throw new RequestException(
                ErrorCode.Conflict, $"Running it may cost {fee.ToString(CultureInfo.InvariantCulture)} datoshi, which is over maxSystemFee.");
    }

    private static async ValueTask RequireAsync(INeoNetwork network, UInt160 asset, UInt160 account, BigInteger least, string what)
    {
        BigInteger balance = await network.GetBalanceAsync(asset, account);
        if (balance < least)
        {
            string name = asset == NativeContracts.Gas ? "GAS" : asset == NativeContracts.Neo ? "NEO" : asset.ToString();
            throw new RequestException(
                ErrorCode.InsufficientFunds, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Address.ToAddress(account)} has {balance} of {name}'s smallest unit, and needs {least} for {what}."));
        }
    }
}

using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>What a request asks to be made a transaction of.</summary>
internal sealed record TransactionDraft
{
    /// <summary>The wallet that signs.</summary>
    internal required string WalletId { get; init; }

    /// <summary>Which address of a wallet of kind hd.</summary>
    internal required int? Index { get; init; }

    internal required INeoNetwork Network { get; init; }

    /// <summary>What it runs, where that address signs.</summary>
    internal required Func<UInt160, byte[]> Script { get; init; }

    /// <summary>Where the address's witness counts.</summary>
    internal SignerScope Scope { get; init; }

    internal IReadOnlyList<string>? AllowedContracts { get; init; }

    /// <summary>The token that the script is known to pay from the address, and how much; null where that is the contract's affair.</summary>
    internal (UInt160 Asset, BigInteger Amount)? Payment { get; init; }

    /// <summary>The most that running it may cost, in datoshi.</summary>
    internal long? MaxSystemFee { get; init; }

    /// <summary>The Gas Bank account that pays the fees.</summary>
    internal required string? FeePayer { get; init; }

    internal required int? ValidForBlocks { get; init; }
}

/// <summary>A transaction that only lacks its witnesses, made before the call's transaction of the state.</summary>
/// <param name="Draft">What was asked for.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Account">The address that signs.</param>
/// <param name="Height">The height when it was made.</param>
/// <param name="ExpiresAbout">When its last block is due.</param>
internal sealed record PreparedTransaction(
    TransactionDraft Draft, Transaction Transaction, UInt160 Account, uint Height, DateTime ExpiresAbout) : IDisposable
{
    /// <summary>Nothing in it is secret, or anybody else's.</summary>
    public void Dispose()
    {
    }
}

/// <summary>Who signs a transaction that is being prepared.</summary>
/// <param name="Address">The wallet's address.</param>
/// <param name="Payer">Who pays the fees in its stead; null where it does.</param>
internal sealed record Seats(WalletAddress Address, AccountContract? Payer)
{
    /// <summary>In the order of the signers: who pays is the first.</summary>
    internal IReadOnlyList<AccountContract> Contracts => Payer is null ? [Address.Contract] : [Payer, Address.Contract];
}

using System.Numerics;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>A chain that does what a test says, at the moment that it says: what becomes of a transaction, and what is told, cannot be made up on a real one.</summary>
internal sealed class NetworkDouble : INeoNetwork
{
    internal const long SystemFee = 9_977_780;

    private readonly Dictionary<UInt256, MinedTransaction> mined = [];
    private readonly Dictionary<UInt160, BigInteger> balances = [];
    private int hashes;

    public string Name => "double";

    public uint Magic => 12345;

    internal uint Height { get; set; } = 10;

    /// <summary>Whether scripts end well when they are run for nothing.</summary>
    internal bool Halts { get; set; } = true;

    /// <summary>Has something happen each time that a balance is read.</summary>
    internal Action OnBalance { get; set; } = static () => { };

    public ValueTask<uint> GetHeightAsync(CancellationToken cancellationToken = default) => new(Height);

    public ValueTask<ChainFees> GetFeesAsync(CancellationToken cancellationToken = default) => new(new ChainFees(1000, 30, 1, 1000, 5760));

    public ValueTask<BigInteger> GetBalanceAsync(UInt160 asset, UInt160 account, CancellationToken cancellationToken = default)
    {
        OnBalance();
        return new(balances.GetValueOrDefault(account));
    }

    public ValueTask<Invocation> InvokeAsync(ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, CancellationToken cancellationToken = default) =>
        new(new Invocation(Halts, SystemFee, null, [], []));

    public ValueTask<MinedTransaction?> FindTransactionAsync(UInt256 hash, CancellationToken cancellationToken = default) =>
        new(mined.GetValueOrDefault(hash));

    public ValueTask<DeployedContract?> FindContractAsync(UInt160 contract, CancellationToken cancellationToken = default) =>
        new((DeployedContract?)null);

    public ValueTask<Submission> SendAsync(Transaction transaction, CancellationToken cancellationToken = default) =>
        new(new Submission(SubmissionStatus.Taken, null));

    /// <summary>A transfer as a token tells it.</summary>
    internal static ChainNotification Transfer(UInt160? from, UInt160 to, BigInteger amount, UInt160? asset = null, string name = "Transfer") =>
        new(asset ?? NativeContracts.Gas, name, [from is { } account ? Bytes(account) : new ChainNull(), Bytes(to), new ChainInteger(amount)]);

    /// <summary>A transaction in the next block, with what it told.</summary>
    internal UInt256 Mine(bool halted, params IReadOnlyList<ChainNotification> told)
    {
        byte[] hash = new byte[UInt256.Length];
        BitConverter.TryWriteBytes(hash, ++hashes);
        return Mine(new UInt256(hash), halted, told);
    }

    /// <inheritdoc cref="Mine(bool, IReadOnlyList{ChainNotification})"/>
    internal UInt256 Mine(UInt256 hash, bool halted, params IReadOnlyList<ChainNotification> told)
    {
        mined.Add(hash, new MinedTransaction(hash, ++Height, 0, halted, null, 1, 1, 1, told));
        return hash;
    }

    /// <summary>Takes from a balance, or gives.</summary>
    internal void Change(UInt160 account, BigInteger amount) => balances[account] = balances.GetValueOrDefault(account) + amount;

    internal BigInteger BalanceOf(UInt160 account) => balances.GetValueOrDefault(account);

    private static ChainBytes Bytes(UInt160 account)
    {
        byte[] bytes = new byte[UInt160.Length];
        account.CopyTo(bytes);
        return new ChainBytes(bytes);
    }
}

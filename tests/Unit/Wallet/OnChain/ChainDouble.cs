using System.Numerics;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>A network that says what a test wants: what a real node cannot be made to show in a unit test.</summary>
internal sealed class ChainDouble : INeoNetwork
{
    internal const long Consumed = 9_977_780;

    internal static readonly UInt160 Token = new(Enumerable.Repeat((byte)0x77, UInt160.Length).ToArray());

    public string Name => "double";

    public uint Magic => 1_234_567;

    internal uint Height { get; set; } = 1000;

    internal ChainFees Fees { get; set; } = new(1000, 30, 1, 15_000, 5760);

    /// <summary>What accounts have; nothing where nothing is said.</summary>
    internal Dictionary<(UInt160 Asset, UInt160 Account), BigInteger> Funds { get; } = [];

    /// <summary>What running a script gives.</summary>
    internal Invocation Result { get; set; } = Halt();

    internal Dictionary<UInt256, MinedTransaction> Mined { get; } = [];

    /// <summary>Whether too few nodes answer.</summary>
    internal bool IsDown { get; set; }

    /// <summary>The scripts that were run, with the signers that were assumed.</summary>
    internal List<(byte[] Script, IReadOnlyList<Signer> Signers)> Runs { get; } = [];

    internal static Invocation Halt(params ChainValue[] stack) => new(true, Consumed, null, stack, []);

    internal void Fund(string address, BigInteger gas, BigInteger neo = default)
    {
        Assert(Address.TryParse(address, out UInt160 account));
        Funds[(NativeContracts.Gas, account)] = gas;
        Funds[(NativeContracts.Neo, account)] = neo;
    }

    public ValueTask<uint> GetHeightAsync(CancellationToken cancellationToken = default) => Answer(Height);

    public ValueTask<ChainFees> GetFeesAsync(CancellationToken cancellationToken = default) => Answer(Fees);

    public ValueTask<BigInteger> GetBalanceAsync(UInt160 asset, UInt160 account, CancellationToken cancellationToken = default) =>
        Answer(Funds.GetValueOrDefault((asset, account)));

    public ValueTask<Invocation> InvokeAsync(
        ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, CancellationToken cancellationToken = default)
    {
        Runs.Add((script.ToArray(), signers));
        return Answer(Result);
    }

    public ValueTask<MinedTransaction?> FindTransactionAsync(UInt256 hash, CancellationToken cancellationToken = default) =>
        Answer(Mined.GetValueOrDefault(hash));

    public ValueTask<DeployedContract?> FindContractAsync(UInt160 contract, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("Wallets do not ask for contracts.");

    /// <summary>What an outbox sent; null: there is none, and wallets send nothing themselves.</summary>
    internal System.Collections.Concurrent.ConcurrentDictionary<UInt256, Transaction>? Sent { get; init; }

    public ValueTask<Submission> SendAsync(Transaction transaction, CancellationToken cancellationToken = default)
    {
        Assert(Sent is not null);
        return Answer(new Submission(Sent!.TryAdd(transaction.Hash, transaction) ? SubmissionStatus.Taken : SubmissionStatus.Known, null));
    }

    private ValueTask<T> Answer<T>(T value) => IsDown
        ? throw new RequestException(ErrorCode.ChainUnavailable, "Too few nodes answer.")
        : ValueTask.FromResult(value);

    private static void Assert(bool holds) => Xunit.Assert.True(holds);
}

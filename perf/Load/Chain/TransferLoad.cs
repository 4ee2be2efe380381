using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Perf.Load.Chain;

/// <summary>
/// What a wallet's transfer costs the enclave by itself, on one thread: the script and the transaction are built, the script is decoded,
/// the policy decides, and a key that is loaded signs. Chain, records and stamp are not in it.
/// </summary>
internal sealed class TransferLoad : IDisposable
{
    private const uint Network = 1234;
    private const int ScriptBytes = 92;

    /// <summary>So many are made to see what is allocated for one.</summary>
    private const int Counted = 10_000;

    private static readonly DateTimeOffset Time = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly UInt160 Receiver = new("a receiver on a chain"u8[..UInt160.Length]);

    private readonly PrivateKey key = PrivateKey.Create();
    private readonly AccountContract contract;
    private readonly SpentHours spent = new([]);
    private readonly PolicyRules rules = PolicyReader.Read(new WalletPolicy
    {
        Networks = ["1234"],
        Assets =
        [
            new AssetRule
            {
                Asset = "GAS",
                MaxPerTransaction = "1000000000",
                MaxPerDay = "2000000000",
                Recipients = [Neo.Keys.Address.ToAddress(Receiver)],
            },
        ],
        Fees = new FeeRule { MaxSystemFee = "20000000", MaxNetworkFee = "20000000", MaxPerDay = "100000000" },
    });

    private TransferLoad() => contract = AccountContract.Single(key.PublicKey);

    /// <summary>Makes transfers for so long, and prints how long each took.</summary>
    internal static int Run(double seconds)
    {
        using TransferLoad load = new();
        uint nonce = 0;
        return State.SignatureLoad.Repeat(seconds, ScriptBytes, load.Make(nonce).Length, () => load.Make(++nonce));
    }

    /// <summary>Prints how many bytes are allocated for one: first for all of it, then for the signature alone.</summary>
    internal static int PrintAllocated()
    {
        using TransferLoad load = new();
        byte[] message = new byte[Transaction.SignedDataLength];
        Console.WriteLine($"{Allocated(() => load.Make(1))} {Allocated(() => load.key.Sign(message))}");
        return 0;
    }

    public void Dispose() => key.Dispose();

    private static long Allocated(Action work)
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Counted; i++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Counted;
    }

    /// <summary>A signed transfer, in the bytes that nodes take.</summary>
    private byte[] Make(uint nonce)
    {
        Transaction transaction = new()
        {
            Nonce = nonce,
            SystemFee = 9_977_780,
            NetworkFee = 1_232_520,
            ValidUntilBlock = 5760,
            Signers = [new Signer { Account = contract.ScriptHash, Scopes = WitnessScopes.CalledByEntry }],
            Script = new ScriptBuilder().Transfer(NativeContracts.Gas, contract.ScriptHash, Receiver, 123_456_789).ToArray(),
        };
        PolicyDecision decision = PolicyJudge.Judge(rules, contract.ScriptHash, PolicySubject.Of(transaction, Network, height: 5700), Time, spent);
        if (decision.Violations is [PolicyViolation first, ..])
        {
            throw new PerfException($"The policy denies the transfer. {first.Message}");
        }

        byte[] signature = key.Sign(transaction.SignedData(Network));
        byte[] invocation = [(byte)OpCode.PUSHDATA1, PublicKey.SignatureLength, .. signature];
        return transaction.WithWitnesses(new Witness(invocation, contract.Script)).ToBytes();
    }
}

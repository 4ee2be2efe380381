using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>
/// wallet.signData over records in memory, so without stamp, audit event and commit, beside the library's signature with a key
/// that stays loaded, and beside what an import for each signature would cost.
/// </summary>
public class SigningBenchmarks
{
    private static readonly byte[] Message = new byte[64];

    private readonly WalletService service = new(new WalletSettings { MaxWallets = 10, MaxLoadedKeys = 10, PrivateNetworks = [] });
    private readonly Call call = new(new Caller("acc", "key", [], null), new MemoryRecords(), DateTimeOffset.UnixEpoch);
    private readonly PrivateKey key = PrivateKey.Create();
    private readonly byte[] secret = new byte[PrivateKey.Length];
    private SignDataRequest request = null!;

    [GlobalSetup]
    public async Task CreateWallet()
    {
        key.CopySecretTo(secret);
        WalletDescription wallet = await service.Creation.CreateAsync(new CreateWalletRequest { Name = "a", BlindSigning = true }, call);
        request = new SignDataRequest { WalletId = wallet.WalletId, Data = Convert.ToBase64String(Message), Format = DataFormat.Raw };
    }

    [Benchmark(Baseline = true)]
    public byte[] LoadedKey() => key.Sign(Message);

    [Benchmark]
    public byte[] ImportEachTime()
    {
        PrivateKey.TryImport(secret, out PrivateKey? imported);
        using (imported)
        {
            return imported!.Sign(Message);
        }
    }

    [Benchmark]
    public async Task<SignDataResponse> SignData() => await service.DataSigner.SignAsync(request, call);

    /// <summary>Every write is there at once.</summary>
    private sealed class MemoryRecords : ITransaction
    {
        private readonly Dictionary<string, byte[]> records = [];

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(RecordId id) =>
            new(records.TryGetValue(Name(id), out byte[]? content) ? content : (ReadOnlyMemory<byte>?)null);

        public bool Exists(RecordId id) => records.ContainsKey(Name(id));

        public void Put(RecordId id, ReadOnlySpan<byte> content) => records[Name(id)] = content.ToArray();

        public void Delete(RecordId id) => records.Remove(Name(id));

        private static string Name(RecordId id) => id.Table.Name + Convert.ToHexString(id.Key.Span);
    }
}

using System.Security.Cryptography;
using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>A boot with a receipt key, and receipts of its own making.</summary>
internal sealed class TestBoot : IDisposable
{
    private readonly ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal TestBoot(byte number = 1, byte deployment = 1)
    {
        ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
        Key = [4, .. point.X!, .. point.Y!];
        CompressedKey = [(byte)(2 + (point.Y![^1] & 1)), .. point.X!];
        BootId = Filled(32, number);
        GenesisId = Filled(32, deployment);
        Entries =
        [
            KeyValuePair.Create("bootId", Convert.ToHexStringLower(BootId)),
            KeyValuePair.Create("configuration", new string('c', 64)),
            KeyValuePair.Create("genesisId", Convert.ToHexStringLower(GenesisId)),
            KeyValuePair.Create("receiptKey", Convert.ToHexStringLower(Key)),
            KeyValuePair.Create("sealKey", Convert.ToHexStringLower(Key)), // a point; nobody opens anything here
        ];
        Identity = BootIdentity.Read(Entries);
    }

    internal byte[] Key { get; }

    internal byte[] CompressedKey { get; }

    internal byte[] BootId { get; }

    internal byte[] GenesisId { get; }

    internal KeyValuePair<string, string>[] Entries { get; }

    internal BootIdentity Identity { get; }

    internal static byte[] Filled(int length, byte with)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, with);
        return bytes;
    }

    /// <summary>Claims of this boot about a request and its answer.</summary>
    internal ReceiptClaims Claims(string request = "{}", string response = "{}", long sequence = 7) => new()
    {
        RequestId = "request-1",
        Service = "wallet",
        Operation = "createWallet",
        KeyId = new string('k', 43),
        AccountId = "acc_1",
        RequestHash = ReceiptHash.Of([], System.Text.Encoding.UTF8.GetBytes(request)),
        ResponseHash = ReceiptHash.Of([], System.Text.Encoding.UTF8.GetBytes(response)),
        Sequence = sequence,
        Head = Filled(32, (byte)sequence),
        Lineage = Filled(16, 3),
        FloorMac = Filled(32, 4),
        BootId = BootId,
        GenesisId = GenesisId,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
    };

    internal string Sign(ReceiptClaims claims, string? signerId = null) => Receipt.Write(claims, signerId ?? ReceiptKeyId.Of(Key), Sign);

    internal void Sign(ReadOnlySpan<byte> message, Span<byte> signature) =>
        pair.SignData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => pair.Dispose();
}

using System.Security.Cryptography;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>The keys of one boot, which attestation documents bind. They end with it: nobody ever has them but this process.</summary>
public sealed class BootKeys : IDisposable
{
    private const int IdLength = 32;

    /// <summary>The boot's id: random.</summary>
    public ReadOnlyMemory<byte> BootId { get; } = RandomNumberGenerator.GetBytes(IdLength);

    /// <summary>What signs receipts. Not for several threads at once.</summary>
    public ECDsa ReceiptKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <inheritdoc/>
    public void Dispose() => ReceiptKey.Dispose();
}

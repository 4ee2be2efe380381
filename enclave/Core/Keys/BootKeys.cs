using System.Security.Cryptography;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>The keys of one boot, which attestation documents bind. They end with it: nobody ever has them but this process.</summary>
public sealed class BootKeys : IDisposable
{
    private const int IdLength = 32;

    /// <summary>The boot's id: random.</summary>
    public ReadOnlyMemory<byte> BootId { get; } = RandomNumberGenerator.GetBytes(IdLength);

    /// <summary>What operators seal their shares to.</summary>
    public HpkeKeyPair BootKey { get; } = HpkeKeyPair.Create();

    /// <summary>What clients seal their requests to.</summary>
    public HpkeKeyPair SealKey { get; } = HpkeKeyPair.Create();

    /// <summary>What signs receipts. Not for several threads at once.</summary>
    public ECDsa ReceiptKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <inheritdoc/>
    public void Dispose()
    {
        BootKey.Dispose();
        SealKey.Dispose();
        ReceiptKey.Dispose();
    }
}

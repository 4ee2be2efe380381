using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>
/// Stands where the machine's security module does for enclaves in this process, whose tests ask what documents bind and not who signed them.
/// </summary>
internal sealed class UnsignedModule : ISecurityModule
{
    public byte[] Attest(ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey) => [.. userData, .. nonce];

    public void FillRandom(Span<byte> destination) => RandomNumberGenerator.Fill(destination);

    public byte[] ReadPcr(int index) => new byte[SHA384.HashSizeInBytes];

    public void LockPcr(int index)
    {
    }

    public void Dispose()
    {
    }
}

using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>A double of the security module: writes down what is asked of it.</summary>
internal sealed class ModuleDouble(List<string> steps) : ISecurityModule
{
    internal byte[] Document { get; init; } = [];

    internal byte[] Pcr0 { get; init; } = [.. Enumerable.Repeat((byte)1, 48)];

    public byte[] Attest(ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey) => Document;

    public void FillRandom(Span<byte> destination)
    {
        steps.Add($"random {destination.Length}");
        destination.Fill(0x5A);
    }

    public byte[] ReadPcr(int index)
    {
        steps.Add($"read PCR{index}");
        return Pcr0;
    }

    public void LockPcr(int index) => steps.Add($"lock PCR{index}");

    public void Dispose() => steps.Add("close module");
}

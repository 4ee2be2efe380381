using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>
/// A double of the security module: writes down what is asked of it. Its PCR0 is of some image, and all else was never extended,
/// unless it is told otherwise.
/// </summary>
internal sealed class ModuleDouble(List<string> steps, IReadOnlyDictionary<int, byte[]>? pcrs = null) : ISecurityModule
{
    internal byte[] Document { get; init; } = [];

    public byte[] Attest(ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey) => Document;

    public void FillRandom(Span<byte> destination)
    {
        steps.Add($"random {destination.Length}");
        destination.Fill(0x5A);
    }

    public byte[] ReadPcr(int index)
    {
        steps.Add($"read PCR{index}");
        return pcrs?.GetValueOrDefault(index) ?? [.. Enumerable.Repeat((byte)(index == 0 ? 1 : 0), 48)];
    }

    public void LockPcr(int index) => steps.Add($"lock PCR{index}");

    public void Dispose() => steps.Add("close module");
}

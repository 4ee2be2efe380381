using System.Text;

namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>What the module can be asked, by the names that aws-nitro-enclaves-nsm-api gives.</summary>
internal sealed class NsmOperation
{
    internal static readonly NsmOperation DescribeNsm = new("DescribeNSM");
    internal static readonly NsmOperation GetRandom = new("GetRandom");
    internal static readonly NsmOperation DescribePcr = new("DescribePCR");
    internal static readonly NsmOperation LockPcr = new("LockPCR");
    internal static readonly NsmOperation Attestation = new("Attestation");

    private readonly string name;
    private readonly byte[] utf8;

    private NsmOperation(string name)
    {
        this.name = name;
        utf8 = Encoding.ASCII.GetBytes(name);
    }

    internal ReadOnlySpan<byte> Utf8 => utf8;

    public override string ToString() => name;
}

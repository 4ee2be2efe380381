using NeoServiceLayer.Attestation.Cbor;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>A document as QEMU's nitro-enclave machine writes them, with content of the test's choice.</summary>
internal sealed record EmulatedDocument
{
    internal static readonly byte[] Nothing = new byte[64];

    internal required DateTimeOffset Time { get; init; }

    internal byte[] Header { get; init; } = [0xA1, 0x01, 0x20];

    internal byte[] Signature { get; init; } = Nothing;

    internal byte[] Certificate { get; init; } = Nothing;

    internal byte[][] Bundle { get; init; } = [Nothing];

    /// <summary>PCR0, PCR1 and PCR2.</summary>
    internal byte[][] Pcrs { get; init; } = TestModule.Measured("configuration");

    internal byte[] UserData { get; init; } = [];

    internal byte[] Nonce { get; init; } = [];

    internal byte[] Write()
    {
        CborWriter payload = new CborWriter().Map(9)
            .Text("module_id").Text("i-234-enc5678")
            .Text("digest").Text("SHA384")
            .Text("timestamp").Unsigned((ulong)Time.ToUnixTimeSeconds() * 1000)
            .Text("pcrs").Map(Pcrs.Length);
        for (int i = 0; i < Pcrs.Length; i++)
        {
            payload.Unsigned((ulong)i).Bytes(Pcrs[i]);
        }

        payload.Text("certificate").Bytes(Certificate).Text("cabundle").Array(Bundle.Length);
        foreach (byte[] certificate in Bundle)
        {
            payload.Bytes(certificate);
        }

        payload.Text("public_key").Optional([]).Text("user_data").Optional(UserData).Text("nonce").Optional(Nonce);
        return new CborWriter().Array(4).Bytes(Header).Map(0).Bytes(payload.ToArray()).Bytes(Signature).ToArray();
    }
}

using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Cbor;
using NeoServiceLayer.Enclave.Local.SoftwareModule;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>A software module in a folder of its own, with a clock that the test turns.</summary>
internal sealed class TestModule : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nsl-module-");

    internal TestModule(byte[][]? measured = null) => Module = new SoftwareSecurityModule(
        LocalRoot.Load(folder.FullName, Clock), measured ?? Measured("configuration"), Clock);

    internal TurnedClock Clock { get; } = new();

    internal SoftwareSecurityModule Module { get; }

    internal string Folder => folder.FullName;

    internal AttestationRoot Root => AttestationRoot.Local(File.ReadAllText(Path.Combine(Folder, "local-root.pem")));

    internal AttestationPolicy Policy => new() { At = Clock.GetUtcNow(), Root = Root };

    internal static byte[][] Measured(string configuration)
    {
        using MemoryStream program = new([.. "program"u8]);
        return LocalMeasurements.Of(program, Encoding.UTF8.GetBytes(configuration));
    }

    public void Dispose()
    {
        Module.Dispose();
        folder.Delete(recursive: true);
    }

    internal sealed class TurnedClock : TimeProvider
    {
        private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
        private TimeSpan ahead;

        public override DateTimeOffset GetUtcNow() => start + ahead;

        internal void Turn(TimeSpan by) => ahead += by;
    }
}

/// <summary>A document with certificates and content of the test's choice, rightly signed.</summary>
internal sealed record ForgedDocument
{
    internal required ECDsa Key { get; init; }

    internal required byte[] Leaf { get; init; }

    internal required byte[][] Bundle { get; init; }

    internal required DateTimeOffset Time { get; init; }

    internal string Digest { get; init; } = "SHA384";

    internal byte[] Header { get; init; } = [0xA1, 0x01, 0x38, 0x22];

    /// <summary>What stands in the place of the unprotected header.</summary>
    internal byte[] Unprotected { get; init; } = [0xA0];

    /// <summary>The encoded map of registers.</summary>
    internal byte[] Pcrs { get; init; } = new CborWriter().Map(1).Unsigned(0).Bytes(Encoding.ASCII.GetBytes(new string('x', 48))).ToArray();

    /// <summary>Encoded fields behind the usual ones, and how many they are.</summary>
    internal (int Count, byte[] Encoded) More { get; init; } = (0, []);

    internal byte[] Sign()
    {
        CborWriter payload = new CborWriter().Map(6 + More.Count)
            .Text("module_id").Text("i-forged")
            .Text("digest").Text(Digest)
            .Text("timestamp").Unsigned((ulong)Time.ToUnixTimeMilliseconds())
            .Text("pcrs").Raw(Pcrs)
            .Text("certificate").Bytes(Leaf)
            .Text("cabundle").Array(Bundle.Length);
        foreach (byte[] certificate in Bundle)
        {
            payload.Bytes(certificate);
        }

        byte[] content = payload.Raw(More.Encoded).ToArray();
        byte[] signed = new CborWriter().Array(4).Text("Signature1").Bytes(Header).Bytes([]).Bytes(content).ToArray();
        byte[] signature = Key.SignData(signed, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new CborWriter().Array(4).Bytes(Header).Raw(Unprotected).Bytes(content).Bytes(signature).ToArray();
    }
}

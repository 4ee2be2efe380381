using System.Security.Cryptography;
using NeoServiceLayer.Attestation.Cbor;
using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Enclave.Local.SoftwareModule;

/// <summary>
/// Stands in for Nitro's security module in local mode: its documents have the same form and are verified by the same code,
/// under a root of this folder. It is in no program that ships. Any thread.
/// </summary>
internal sealed class SoftwareSecurityModule : ISecurityModule
{
    private const int MaxUserData = 512;
    private const int MaxNonce = 512;
    private const int MaxPublicKey = 1024;
    private const int PcrCount = 32;
    private const int FirstFree = 16;
    private const string Instance = "i-local";
    private const string Module = "i-local-enc0";

    /// <summary>As long as AWS's live.</summary>
    private static readonly TimeSpan LeafLife = TimeSpan.FromHours(3);
    private static readonly TimeSpan InstanceLife = TimeSpan.FromDays(1);

    /// <summary>Whole seconds are all that a certificate says of its beginning.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly LocalRoot root;
    private readonly TimeProvider clock;
    private readonly byte[][] pcrs = new byte[PcrCount][];
    private readonly HashSet<int> locked = [.. Enumerable.Range(0, FirstFree)];
    private readonly ECDsa instanceKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private byte[] instance = [];
    private byte[] leaf = [];
    private DateTimeOffset renewAt = DateTimeOffset.MinValue;

    /// <param name="root">What vouches for it; owned from then on.</param>
    /// <param name="measured">PCR0, PCR1 and PCR2.</param>
    /// <param name="clock">Its time.</param>
    internal SoftwareSecurityModule(LocalRoot root, byte[][] measured, TimeProvider clock)
    {
        this.root = root;
        this.clock = clock;
        for (int i = 0; i < PcrCount; i++)
        {
            pcrs[i] = i < measured.Length ? measured[i] : new byte[LocalMeasurements.DigestLength];
        }
    }

    /// <inheritdoc/>
    public byte[] Attest(ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey)
    {
        Require(
            userData.Length <= MaxUserData && nonce.Length <= MaxNonce && publicKey.Length <= MaxPublicKey,
            "The security module binds 512 bytes of data, 512 of a nonce and 1,024 of a key at most.");
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            Renew(now);
            return Sign(Payload(now, userData, nonce, publicKey));
        }
    }

    /// <inheritdoc/>
    public void FillRandom(Span<byte> destination) => RandomNumberGenerator.Fill(destination);

    /// <inheritdoc/>
    public byte[] ReadPcr(int index)
    {
        Require(index is >= 0 and < PcrCount, "The security module has registers 0 to 31.");
        return [.. pcrs[index]];
    }

    /// <inheritdoc/>
    public void LockPcr(int index)
    {
        Require(index is >= FirstFree and < PcrCount, "Registers 16 to 31 can be locked.");
        lock (gate)
        {
            locked.Add(index);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        root.Dispose();
        instanceKey.Dispose();
        leafKey.Dispose();
    }

    /// <summary>Makes new certificates when those there are have lived half of the leaf's life.</summary>
    private void Renew(DateTimeOffset now)
    {
        if (now < renewAt)
        {
            return;
        }

        DateTimeOffset from = now - Before;
        instance = CertificateMaker.Authority(Instance, instanceKey, LocalRoot.Name, root.Key, from, InstanceLife);
        leaf = CertificateMaker.Leaf(Module, leafKey, Instance, instanceKey, from, LeafLife);
        renewAt = now + (LeafLife / 2);
    }

    private byte[] Payload(DateTimeOffset now, ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey)
    {
        CborWriter writer = new CborWriter().Map(9)
            .Text("module_id").Text(Module)
            .Text("digest").Text("SHA384")
            .Text("timestamp").Unsigned((ulong)now.ToUnixTimeMilliseconds())
            .Text("pcrs").Map(locked.Count);
        foreach (int index in locked.Order())
        {
            writer.Unsigned((ulong)index).Bytes(pcrs[index]);
        }

        return writer
            .Text("certificate").Bytes(leaf)
            .Text("cabundle").Array(2).Bytes(root.Certificate).Bytes(instance)
            .Text("public_key").Optional(publicKey)
            .Text("user_data").Optional(userData)
            .Text("nonce").Optional(nonce)
            .ToArray();
    }

    /// <summary>COSE_Sign1 (RFC 9052): ES384 in the protected header, nothing in the other.</summary>
    private byte[] Sign(byte[] payload)
    {
        ReadOnlySpan<byte> es384 = [0xA1, 0x01, 0x38, 0x22];
        byte[] signed = new CborWriter().Array(4).Text("Signature1").Bytes(es384).Bytes([]).Bytes(payload).ToArray();
        byte[] signature = leafKey.SignData(signed, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new CborWriter().Array(4).Bytes(es384).Map(0).Bytes(payload).Bytes(signature).ToArray();
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SecurityModuleException(otherwise);
        }
    }
}

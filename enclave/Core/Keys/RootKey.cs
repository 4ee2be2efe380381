using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>What a key derived from the root is for. Each is a word in the derivation, so none ever changes.</summary>
public static class KeyLabel
{
    /// <summary>Names of records at the parent.</summary>
    public const string RecordKey = "record-key";

    /// <summary>The accumulator over all records.</summary>
    public const string RecordPrf = "record-prf";

    /// <summary>The chain of heads.</summary>
    public const string Head = "head";

    /// <summary>Sealing; its context is the id of the boot that seals.</summary>
    public const string Seal = "seal";

    /// <summary>Comparing a repeated request with the first.</summary>
    public const string Idempotency = "idempotency";

    /// <summary>Knowing again what a receipt said of the state.</summary>
    public const string Floor = "floor";

    /// <summary>Signing price reports; its context is the number of the attempt.</summary>
    public const string PriceFeed = "price-feed";

    /// <summary>What the genesis record tells of the root key.</summary>
    public const string GenesisCommitment = "genesis-commitment";
}

/// <summary>
/// The key that every other key of a deployment derives from. It exists only in enclaves, and in local mode in a file. Any
/// thread derives.
/// </summary>
public sealed class RootKey : IDisposable
{
    /// <summary>Its length, and that of every key derived from it, in bytes.</summary>
    public const int Length = 32;

    private readonly SecretBytes root;

    private RootKey(SecretBytes root) => this.root = root;

    /// <summary>Makes a new one.</summary>
    public static RootKey Random() => new(SecretBytes.Random(Length));

    /// <summary>Takes one that was kept; the bytes are copied, and are the caller's to clear.</summary>
    /// <exception cref="ArgumentException">It is not <see cref="Length"/> bytes long.</exception>
    public static RootKey From(ReadOnlySpan<byte> kept)
    {
        if (kept.Length != Length)
        {
            throw new ArgumentException($"A root key has {Length} bytes.", nameof(kept));
        }

        SecretBytes root = new(Length);
        kept.CopyTo(root.Span);
        return new RootKey(root);
    }

    /// <summary>
    /// HKDF-SHA256 (RFC 5869) with the context as salt and <c>nsl/1 mode label</c> as info: what one mode made does not open
    /// in the other.
    /// </summary>
    /// <param name="label">One of <see cref="KeyLabel"/>.</param>
    /// <param name="mode">The deployment's.</param>
    /// <param name="context">Tells keys of one label apart; empty if there is only one.</param>
    /// <returns>32 bytes, the caller's to dispose.</returns>
    public SecretBytes Derive(string label, EnclaveMode mode, ReadOnlySpan<byte> context)
    {
        SecretBytes derived = new(Length);
        byte[] info = Encoding.ASCII.GetBytes($"nsl/1 {NameOf(mode)} {label}");
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root.Span, derived.Span, context, info);
        return derived;
    }

    /// <summary>Writes the key where it is kept, in local mode, or where it is split.</summary>
    public void CopyTo(Span<byte> destination) => root.Span.CopyTo(destination);

    /// <inheritdoc/>
    public void Dispose() => root.Dispose();

    internal static string NameOf(EnclaveMode mode) => mode == EnclaveMode.Nitro ? "nitro" : "local";
}

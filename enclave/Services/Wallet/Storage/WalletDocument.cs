using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Json;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.Storage;

/// <summary>What is stored of a wallet beside its key.</summary>
internal sealed record WalletDocument
{
    /// <summary>Whose it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string WalletId { get; init; }

    public required string Name { get; init; }

    public required WalletKind Kind { get; init; }

    /// <summary>The verification script; what follows from it is kept beside it, because reading points is slow.</summary>
    public required byte[] Script { get; init; }

    public required string ScriptHash { get; init; }

    public required string Address { get; init; }

    /// <summary>Of kind single, and of address 0 of kind hd, as are the script and what follows from it.</summary>
    public string? PublicKey { get; init; }

    /// <summary>How many addresses a wallet of kind hd has.</summary>
    public int? Addresses { get; init; }

    /// <summary>Of kind multisig.</summary>
    public MultisigKeys? Multisig { get; init; }

    public required bool Exportable { get; init; }

    public required bool BlindSigning { get; init; }

    public required bool Frozen { get; init; }

    public required bool Imported { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The script hash.</summary>
    internal UInt160 Account => UInt160.TryParse(ScriptHash, out UInt160 account)
        ? account
        : throw new InvalidOperationException("A wallet's script hash is none.");

    internal WalletDescription Describe() => new()
    {
        WalletId = WalletId,
        Name = Name,
        Kind = Kind,
        Address = Address,
        ScriptHash = ScriptHash,
        PublicKey = PublicKey,
        Multisig = Multisig,
        Addresses = Addresses,
        VerificationScript = Convert.ToBase64String(Script),
        Exportable = Exportable,
        BlindSigning = BlindSigning,
        Frozen = Frozen,
        Imported = Imported,
        Tags = Tags,
        CreatedAt = CreatedAt,
    };
}

/// <summary>Documents as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(WalletDocument))]
internal sealed partial class WalletDocumentJson : JsonContext;

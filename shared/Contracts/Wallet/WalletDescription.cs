using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>What signs for a wallet.</summary>
[JsonConverter(typeof(EnumNameConverter<WalletKind>))]
public enum WalletKind
{
    /// <summary>A key that lives in the enclave.</summary>
    [JsonStringEnumMemberName("single")]
    Single,

    /// <summary>Several keys, of which some sign; those of the account's other wallets sign here.</summary>
    [JsonStringEnumMemberName("multisig")]
    Multisig,

    /// <summary>Keys that follow from one seed in the enclave, an address each: SLIP-10 on nist256p1, m/44'/888'/0'/0/index.</summary>
    [JsonStringEnumMemberName("hd")]
    Hd,
}

/// <summary>Whose signatures a multi-signature wallet takes.</summary>
public sealed record MultisigKeys
{
    /// <summary>How many of the keys sign: 1 to their number.</summary>
    public required int M { get; init; }

    /// <summary>
    /// 1 to 29 different keys in hexadecimal, 33 bytes each (or 65 in a request). In a response they stand in Neo's order, in
    /// which their signatures stand too; a request may name them in any.
    /// </summary>
    public required IReadOnlyList<string> PublicKeys { get; init; }
}

/// <summary>A wallet, as its owner sees it: no secret.</summary>
public sealed record WalletDescription
{
    /// <summary>Its id.</summary>
    public required string WalletId { get; init; }

    /// <summary>The owner's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>What signs for it.</summary>
    public required WalletKind Kind { get; init; }

    /// <summary>Its address.</summary>
    public required string Address { get; init; }

    /// <summary>Its script hash, 0x and reversed.</summary>
    public required string ScriptHash { get; init; }

    /// <summary>A single wallet's key, or that of an hd wallet's address 0: 33 bytes in hexadecimal.</summary>
    public string? PublicKey { get; init; }

    /// <summary>A multi-signature wallet's keys.</summary>
    public MultisigKeys? Multisig { get; init; }

    /// <summary>How many addresses an hd wallet has; what stands above is its address 0.</summary>
    public int? Addresses { get; init; }

    /// <summary>Its verification script in base64.</summary>
    public required string VerificationScript { get; init; }

    /// <summary>Whether its key may be exported; fixed at creation.</summary>
    public required bool Exportable { get; init; }

    /// <summary>Whether it signs what no policy has looked into; fixed at creation.</summary>
    public required bool BlindSigning { get; init; }

    /// <summary>Whether it signs nothing and gives out nothing until that is taken back.</summary>
    public required bool Frozen { get; init; }

    /// <summary>Whether its key was brought from outside, where others may know it.</summary>
    public required bool Imported { get; init; }

    /// <summary>The owner's words for finding it.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When it was created or imported, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Provisioning;

/// <summary>The records that say of which deployment and dealing shares are, read and held against each other.</summary>
public sealed class DealtRecords
{
    private DealtRecords(byte[] genesis, byte[]? rotation, EnclaveMode mode, string rootCommitment, Dealing dealing)
    {
        Genesis = genesis;
        Rotation = rotation;
        Mode = mode;
        RootCommitment = rootCommitment;
        Dealing = dealing;
        GenesisId = GenesisRecord.IdOf(genesis);
        DealingId = SHA256.HashData(rotation ?? genesis);
    }

    /// <summary>The genesis record's bytes.</summary>
    public ReadOnlyMemory<byte> Genesis { get; }

    /// <summary>The bytes of the rotation record whose shares these are; null if they are the first ones.</summary>
    public ReadOnlyMemory<byte>? Rotation { get; }

    /// <summary>The mode of the deployment.</summary>
    public EnclaveMode Mode { get; }

    /// <summary>What the root key is recognised by, lower hex.</summary>
    public string RootCommitment { get; }

    /// <summary>The shares.</summary>
    public Dealing Dealing { get; }

    /// <summary>The deployment's id, 32 bytes.</summary>
    public ReadOnlyMemory<byte> GenesisId { get; }

    /// <summary>The dealing's id, 32 bytes: the SHA-256 of the record that has it. The first dealing's is the deployment's.</summary>
    public ReadOnlyMemory<byte> DealingId { get; }

    /// <summary>Reads them.</summary>
    /// <param name="genesis">The genesis record.</param>
    /// <param name="rotation">The rotation record, if the shares are not the first ones.</param>
    /// <exception cref="FormatException">One sentence about what does not fit.</exception>
    public static DealtRecords Read(byte[] genesis, byte[]? rotation)
    {
        GenesisRecord began = GenesisRecord.Read(genesis);
        Dealing? dealing = began.Dealing;
        if (rotation is not null)
        {
            RotationRecord later = RotationRecord.Read(rotation);
            dealing = later.GenesisId == Convert.ToHexStringLower(GenesisRecord.IdOf(genesis))
                ? later.Dealing
                : throw new FormatException("The rotation record is of another deployment than the genesis record.");
        }

        return new DealtRecords(
            genesis, rotation, began.Mode, began.RootCommitment,
            dealing ?? throw new FormatException("The genesis record names no operators: its root key was never split."));
    }
}

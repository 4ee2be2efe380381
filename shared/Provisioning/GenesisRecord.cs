using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Provisioning;

/// <summary>What a deployment began with. The SHA-256 of its very bytes is the deployment's id, so they are kept as they are.</summary>
public sealed record GenesisRecord
{
    /// <summary>The most bytes of a record.</summary>
    public const int MaxBytes = 16 << 10;

    /// <summary>Which kind of enclave it is for.</summary>
    public required EnclaveMode Mode { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>A key derived from the root, lower hex: tells whether a root key is this deployment's, and nothing else of it.</summary>
    public required string RootCommitment { get; init; }

    /// <summary>How the root key was split; absent where no operators hold it.</summary>
    public Dealing? Dealing { get; init; }

    /// <summary>The record as bytes.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ProvisioningJson.Default.GenesisRecord);

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static GenesisRecord Read(ReadOnlySpan<byte> bytes)
    {
        GenesisRecord record = ProvisioningJson.Read(bytes, MaxBytes, ProvisioningJson.Default.GenesisRecord, "genesis record");
        record.Dealing?.Check();
        return record;
    }

    /// <summary>The id of the deployment that a record is of: 32 bytes.</summary>
    public static byte[] IdOf(ReadOnlySpan<byte> record) => SHA256.HashData(record);
}

/// <summary>A later dealing of a deployment's root key: other shares, and maybe other operators, of the same key.</summary>
public sealed record RotationRecord
{
    /// <summary>The deployment's id: 64 digits of lower hex.</summary>
    public required string GenesisId { get; init; }

    /// <summary>When it was dealt, UTC.</summary>
    public required DateTime DealtAt { get; init; }

    /// <summary>The new shares.</summary>
    public required Dealing Dealing { get; init; }

    /// <summary>The record as bytes.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ProvisioningJson.Default.RotationRecord);

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static RotationRecord Read(ReadOnlySpan<byte> bytes)
    {
        RotationRecord record = ProvisioningJson.Read(bytes, GenesisRecord.MaxBytes, ProvisioningJson.Default.RotationRecord, "rotation record");
        record.Dealing.Check();
        return record;
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>What a deployment began with. The SHA-256 of its very bytes is the deployment's id, so they are kept as they are.</summary>
public sealed record GenesisRecord
{
    /// <summary>Which kind of enclave it is for.</summary>
    public required EnclaveMode Mode { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>A key derived from the root, lower hex: tells whether a root key is this deployment's, and nothing else of it.</summary>
    public required string RootCommitment { get; init; }

    /// <summary>The record of a new deployment, as bytes.</summary>
    public static byte[] Write(RootKey root, EnclaveMode mode, TimeProvider clock) => JsonSerializer.SerializeToUtf8Bytes(
        new GenesisRecord { Mode = mode, CreatedAt = clock.GetUtcNow().UtcDateTime, RootCommitment = Commitment(root, mode) },
        GenesisJson.Default.GenesisRecord);

    /// <summary>Checks that a record is of this mode and of this root key.</summary>
    /// <exception cref="FormatException">One sentence about what does not fit.</exception>
    public static void Check(ReadOnlySpan<byte> record, RootKey root, EnclaveMode mode)
    {
        GenesisRecord? read;
        try
        {
            read = JsonSerializer.Deserialize(record, GenesisJson.Default.GenesisRecord);
        }
        catch (JsonException wrong)
        {
            throw new FormatException("The genesis record is not one.", wrong);
        }

        if (read?.Mode != mode)
        {
            throw new FormatException($"The genesis record is not of mode {RootKey.NameOf(mode)}.");
        }

        if (read.RootCommitment != Commitment(root, mode))
        {
            throw new FormatException("The root key is not the one that the genesis record was made with.");
        }
    }

    /// <summary>The id of the deployment that a record is of: 32 bytes.</summary>
    public static byte[] IdOf(ReadOnlySpan<byte> record) => SHA256.HashData(record);

    private static string Commitment(RootKey root, EnclaveMode mode)
    {
        using SecretBytes commitment = root.Derive(KeyLabel.GenesisCommitment, mode, context: default);
        return Convert.ToHexStringLower(commitment.Span);
    }
}

/// <summary>JSON of the genesis record: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GenesisRecord))]
internal sealed partial class GenesisJson : JsonSerializerContext;

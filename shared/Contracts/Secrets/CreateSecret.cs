using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>What a generated value is made of.</summary>
[JsonConverter(typeof(EnumNameConverter<GeneratorKind>))]
public enum GeneratorKind
{
    /// <summary>Characters of an alphabet, as ASCII.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>Hexadecimal digits in lower case, as ASCII.</summary>
    [JsonStringEnumMemberName("hex")]
    Hex,

    /// <summary>Any bytes.</summary>
    [JsonStringEnumMemberName("bytes")]
    Bytes,
}

/// <summary>How the enclave makes a value that nobody else has seen.</summary>
public sealed record ValueGenerator
{
    /// <summary>What it is made of.</summary>
    public required GeneratorKind Kind { get; init; }

    /// <summary>How many bytes it has, each of them a character or digit with text and hex: 8 to 4,096.</summary>
    public required int Length { get; init; }

    /// <summary>With text: 2 to 94 different visible ASCII characters; letters and digits when absent.</summary>
    public string? Alphabet { get; init; }
}

/// <summary>The request of <c>secrets.createSecret</c>: exactly one of value and generator.</summary>
public sealed record CreateSecretRequest : IDisposable
{
    /// <summary>1 to 128 characters; no other secret of the account has it.</summary>
    public required string Name { get; init; }

    /// <summary>The first version's value: 1 byte to 1 MiB, base64.</summary>
    public SecretValue? Value { get; init; }

    /// <summary>Has the enclave make it.</summary>
    public ValueGenerator? Generator { get; init; }

    /// <summary>At most 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>At most 16 different words of 1 to 64 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>After how many days it should get another value, 1 to 3,650: it then says that this is due.</summary>
    public int? RotationPeriodDays { get; init; }

    /// <summary>From when on it gives out no value: later than now, RFC 3339 in UTC.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => Value?.Dispose();
}

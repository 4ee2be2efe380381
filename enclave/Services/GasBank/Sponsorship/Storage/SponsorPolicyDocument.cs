using System.Globalization;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Json;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

/// <summary>What is stored of a sponsor policy. Amounts are in datoshi; accounts and contracts stand as script hashes.</summary>
internal sealed record SponsorPolicyDocument
{
    /// <summary>Whose it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string PolicyId { get; init; }

    /// <summary>Who pays.</summary>
    public required string BankAccountId { get; init; }

    public required string Name { get; init; }

    public required SponsorPolicyStatus Status { get; init; }

    public required IReadOnlyList<SponsoredContract> Contracts { get; init; }

    /// <summary>Null: everybody.</summary>
    public IReadOnlyList<string>? Senders { get; init; }

    public required IReadOnlyList<string> Cosigners { get; init; }

    public required long MaxPerTransaction { get; init; }

    public required long MaxPerUser { get; init; }

    public required long MaxPerDay { get; init; }

    public required int WindowSeconds { get; init; }

    public required int MaxFaults { get; init; }

    public required int MaxOutstandingPerUser { get; init; }

    public required int MaxOutstanding { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>As its owner sees it, with what its users have used.</summary>
    internal SponsorPolicyDescription Describe(PolicyUse use) => new()
    {
        PolicyId = PolicyId,
        BankAccountId = BankAccountId,
        Name = Name,
        Status = Status,
        Contracts = Contracts,
        Senders = Senders is null ? null : [.. Senders.Select(ToAddress)],
        Cosigners = [.. Cosigners.Select(ToAddress)],
        MaxPerTransaction = Text(MaxPerTransaction),
        MaxPerUser = Text(MaxPerUser),
        MaxPerDay = Text(MaxPerDay),
        WindowSeconds = WindowSeconds,
        MaxFaults = MaxFaults,
        MaxOutstandingPerUser = MaxOutstandingPerUser,
        MaxOutstanding = MaxOutstanding,
        SpentToday = Text(use.Spent),
        Outstanding = use.Outstanding,
        CreatedAt = CreatedAt,
    };

    private static string ToAddress(string hash) => UInt160.TryParse(hash, out UInt160 account)
        ? Address.ToAddress(account)
        : throw new InvalidOperationException("A policy's account is none.");

    private static string Text(long datoshi) => datoshi.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Documents of sponsorship as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(SponsorPolicyDocument))]
[JsonType(typeof(SponsorshipDocument))]
internal sealed partial class SponsorDocumentJson : JsonContext;

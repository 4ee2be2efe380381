using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>Whether a sponsor policy is in use.</summary>
[JsonConverter(typeof(EnumNameConverter<SponsorPolicyStatus>))]
public enum SponsorPolicyStatus
{
    /// <summary>It sponsors.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>It sponsors nothing new; what was sponsored is settled all the same.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,
}

/// <summary>A contract that sponsored transactions may call.</summary>
public sealed record SponsoredContract
{
    /// <summary>Its hash, 0x and reversed.</summary>
    public required string Contract { get; init; }

    /// <summary>Its methods that may be called, 1 to 32; all of them when absent.</summary>
    public IReadOnlyList<string>? Methods { get; init; }
}

/// <summary>The request of <c>gasbank.createSponsorPolicy</c>. Amounts are fees in datoshi, 10⁻⁸ GAS, in decimal digits.</summary>
public sealed record CreateSponsorPolicyRequest
{
    /// <summary>The bank account that pays.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What sponsored transactions may call, 1 to 32 contracts: nothing else.</summary>
    public required IReadOnlyList<SponsoredContract> Contracts { get; init; }

    /// <summary>Whose transactions are sponsored, at most 256 addresses or script hashes; everybody's when absent.</summary>
    public IReadOnlyList<string>? Senders { get; init; }

    /// <summary>Who may sign beside the bank and the user, at most 8 addresses or script hashes; nobody when absent.</summary>
    public IReadOnlyList<string>? Cosigners { get; init; }

    /// <summary>The most that one transaction's fees may be.</summary>
    public required string MaxPerTransaction { get; init; }

    /// <summary>The most that one user's transactions may cost in a window.</summary>
    public required string MaxPerUser { get; init; }

    /// <summary>The most that all transactions may cost in a day (UTC): what can be lost.</summary>
    public required string MaxPerDay { get; init; }

    /// <summary>The window of a user's limit, in seconds, 60 to 2,678,400; 86,400 when absent.</summary>
    public int? WindowSeconds { get; init; }

    /// <summary>How many failed transactions block a user until a window has passed since the last, 1 to 100; 3 when absent.</summary>
    public int? MaxFaults { get; init; }

    /// <summary>How many sponsored transactions of a user may be under way, 1 to 100; 3 when absent.</summary>
    public int? MaxOutstandingPerUser { get; init; }

    /// <summary>How many of all users together, 1 to 10,000; 100 when absent.</summary>
    public int? MaxOutstanding { get; init; }
}

/// <summary>The request of <c>gasbank.updateSponsorPolicy</c>; what is absent stays.</summary>
public sealed record UpdateSponsorPolicyRequest
{
    /// <summary>Which policy.</summary>
    public required string PolicyId { get; init; }

    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it sponsors.</summary>
    public SponsorPolicyStatus? Status { get; init; }

    /// <summary>All contracts from now on.</summary>
    public IReadOnlyList<SponsoredContract>? Contracts { get; init; }

    /// <summary>All senders from now on.</summary>
    public IReadOnlyList<string>? Senders { get; init; }

    /// <summary>Whether everybody is a sender from now on; true stands without senders.</summary>
    public bool AnySender { get; init; }

    /// <summary>All cosigners from now on.</summary>
    public IReadOnlyList<string>? Cosigners { get; init; }

    /// <summary>The most that one transaction's fees may be, in datoshi.</summary>
    public string? MaxPerTransaction { get; init; }

    /// <summary>The most that one user's may cost in a window, in datoshi.</summary>
    public string? MaxPerUser { get; init; }

    /// <summary>The most that all may cost in a day, in datoshi.</summary>
    public string? MaxPerDay { get; init; }

    /// <summary>The window of a user's limit, in seconds.</summary>
    public int? WindowSeconds { get; init; }

    /// <summary>How many failed transactions block a user.</summary>
    public int? MaxFaults { get; init; }

    /// <summary>How many sponsored transactions of a user may be under way.</summary>
    public int? MaxOutstandingPerUser { get; init; }

    /// <summary>How many of all users together.</summary>
    public int? MaxOutstanding { get; init; }

    /// <summary>Users whose failures are forgotten now, at most 256 addresses or script hashes.</summary>
    public IReadOnlyList<string>? Unblock { get; init; }
}

/// <summary>A sponsor policy as its owner sees it. Amounts are in datoshi, 10⁻⁸ GAS, in decimal digits.</summary>
public sealed class SponsorPolicyDescription
{
    /// <summary>Its id.</summary>
    public required string PolicyId { get; init; }

    /// <summary>The bank account that pays.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it sponsors.</summary>
    public required SponsorPolicyStatus Status { get; init; }

    /// <summary>What transactions may call.</summary>
    public required IReadOnlyList<SponsoredContract> Contracts { get; init; }

    /// <summary>The addresses whose transactions are sponsored; absent: everybody's.</summary>
    public IReadOnlyList<string>? Senders { get; init; }

    /// <summary>The addresses that may sign besides.</summary>
    public required IReadOnlyList<string> Cosigners { get; init; }

    /// <summary>The most that one transaction's fees may be.</summary>
    public required string MaxPerTransaction { get; init; }

    /// <summary>The most that one user's may cost in a window.</summary>
    public required string MaxPerUser { get; init; }

    /// <summary>The most that all may cost in a day.</summary>
    public required string MaxPerDay { get; init; }

    /// <summary>The window, in seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>How many failed transactions block a user.</summary>
    public required int MaxFaults { get; init; }

    /// <summary>How many transactions of a user may be under way.</summary>
    public required int MaxOutstandingPerUser { get; init; }

    /// <summary>How many of all users together.</summary>
    public required int MaxOutstanding { get; init; }

    /// <summary>What all transactions of this day cost so far, with those under way.</summary>
    public required string SpentToday { get; init; }

    /// <summary>How many transactions are under way.</summary>
    public required int Outstanding { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>The request of <c>gasbank.listSponsorPolicies</c>.</summary>
public sealed record ListSponsorPoliciesRequest
{
    /// <summary>Whose: the bank account that pays.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>The most policies to give: 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>gasbank.listSponsorPolicies</c>.</summary>
public sealed class ListSponsorPoliciesResponse
{
    /// <summary>The bank account's policies, in the order in which they were made.</summary>
    public required IReadOnlyList<SponsorPolicyDescription> Policies { get; init; }

    /// <summary>Where the next page begins; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>gasbank.deleteSponsorPolicy</c>.</summary>
public sealed record DeleteSponsorPolicyRequest
{
    /// <summary>Which policy.</summary>
    public required string PolicyId { get; init; }
}

/// <summary>The response of <c>gasbank.deleteSponsorPolicy</c>.</summary>
public sealed class DeleteSponsorPolicyResponse
{
    /// <summary>The policy that is gone.</summary>
    public required string PolicyId { get; init; }
}

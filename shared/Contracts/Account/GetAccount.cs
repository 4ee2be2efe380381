namespace NeoServiceLayer.Contracts.Account;

/// <summary>The request of <c>account.getAccount</c>: nothing; the stamp says whose.</summary>
public sealed record GetAccountRequest;

/// <summary>The response of <c>account.getAccount</c>.</summary>
public sealed class GetAccountResponse
{
    /// <summary>The account's id.</summary>
    public required string AccountId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>When it was registered, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>How many keys it has.</summary>
    public required int Keys { get; init; }

    /// <summary>The key that asked.</summary>
    public required string KeyId { get; init; }

    /// <summary>What that key may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

/// <summary>The request of <c>account.updateAccount</c>.</summary>
public sealed record UpdateAccountRequest
{
    /// <summary>What people shall call it: 1 to 128 characters.</summary>
    public required string Name { get; init; }
}

/// <summary>The response of <c>account.updateAccount</c>: nothing but that it is done.</summary>
public sealed class UpdateAccountResponse;

/// <summary>The request of <c>account.closeAccount</c>.</summary>
public sealed record CloseAccountRequest
{
    /// <summary>The account's own id, repeated against accidents.</summary>
    public required string AccountId { get; init; }
}

/// <summary>The response of <c>account.closeAccount</c>: nothing but that it is done.</summary>
public sealed class CloseAccountResponse;

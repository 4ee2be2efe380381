namespace NeoServiceLayer.Contracts.Account;

/// <summary>The first key of an account.</summary>
public sealed class NewKey
{
    /// <summary>What kind of key it is: <c>p256</c>, since it stamps the request. Keys of other kinds are added afterwards.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>Its public half.</summary>
    public required JsonWebKey PublicKey { get; init; }

    /// <summary>What people call it; at most 128 characters.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// What it may do: <c>service.operation</c> or <c>service.*</c>, which does not cover guard operations. Absent: everything. With
    /// fewer it needs account.addKey at least.
    /// </summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}

/// <summary>The request of <c>account.register</c>, stamped by the key that it brings.</summary>
public sealed record RegisterRequest
{
    /// <summary>What people call the account: 1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The account's first key.</summary>
    public required NewKey Key { get; init; }

    /// <summary>The invitation, a compact JWS of an admin key, where registration is not open.</summary>
    public string? Invitation { get; init; }
}

/// <summary>The response of <c>account.register</c>.</summary>
public sealed class RegisterResponse
{
    /// <summary>The account's id.</summary>
    public required string AccountId { get; init; }

    /// <summary>The key's id: its RFC 7638 thumbprint, the <c>kid</c> of its stamps.</summary>
    public required string KeyId { get; init; }

    /// <summary>What the key may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

using NeoServiceLayer.Contracts;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>
/// What keys may do: a list of <c>service.operation</c> and <c>service.*</c>. A guard operation needs its own name: the star does
/// not cover it.
/// </summary>
public static class Scopes
{
    /// <summary>The most scopes of a key.</summary>
    public const int MaxCount = 64;

    private const string Star = ".*";

    private static readonly string[] ReadingWords = ["get", "list", "check"];

    private static readonly string[] Services = ["account", "wallet", "secrets", "function", "pricefeed", "gasbank"];

    /// <summary>
    /// The guard operations of all six services, also of those that come later: nobody could grant their scopes if the first keys
    /// of accounts had not got them.
    /// </summary>
    private static readonly string[] Guards =
    [
        "account.addKey", "account.updateKey", "account.revokeKey", "account.setApprovalPolicy", "account.closeAccount",
        "wallet.exportWallet", "wallet.setPolicy", "wallet.grantWallet", "wallet.revokeWalletGrant",
        "secrets.grantSecret", "secrets.revokeGrant",
    ];

    private static readonly HashSet<string> Stamped =
        [.. Operations.All.Where(operation => operation.Access == Protocol.Operations.Access.Stamped).Select(operation => operation.ToString())];

    /// <summary>All that a key may do: what an account's first key gets.</summary>
    public static IReadOnlyList<string> Everything { get; } = [.. Services.Select(service => service + Star), .. Guards];

    /// <summary>
    /// The operations that only tell what an account has: they change nothing, leave no audit event, neither take nor give secrets, and are named for
    /// what they get, list or check.
    /// </summary>
    public static IReadOnlyList<string> Reading { get; } =
    [
        .. Operations.All.Where(operation => operation is
        {
            Access: Protocol.Operations.Access.Stamped, Effects: Effects.None, Audited: false, Guard: false, Confidential: Confidential.None,
        } && ReadingWords.Any(word => operation.Name.StartsWith(word, StringComparison.Ordinal))).Select(operation => operation.ToString()),
    ];

    /// <summary>Whether there is such a scope.</summary>
    public static bool IsKnown(string scope) => Everything.Contains(scope) || Stamped.Contains(scope);

    /// <summary>Whether a key with these scopes may call an operation.</summary>
    public static bool Allow(IReadOnlyList<string> scopes, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(operation);
        return scopes.Contains(operation.ToString()) || (!operation.Guard && scopes.Contains(operation.Service + Star));
    }

    /// <summary>Whether a scope is that of a guard operation.</summary>
    public static bool IsGuard(string scope) => Guards.Contains(scope);

    /// <summary>Whether a key with these scopes has a scope, so that it may grant it.</summary>
    public static bool Include(IReadOnlyList<string> scopes, string scope)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(scope);
        return scopes.Contains(scope)
            || (!Guards.Contains(scope) && scopes.Contains(scope[..scope.IndexOf('.', StringComparison.Ordinal)] + Star));
    }
}

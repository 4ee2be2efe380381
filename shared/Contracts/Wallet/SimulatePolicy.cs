using System.Text.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.simulatePolicy</c>: exactly one of transaction, context and script.</summary>
public sealed record SimulatePolicyRequest
{
    /// <summary>Which wallet would sign.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which address of a wallet of kind hd; 0 when absent.</summary>
    public int? Index { get; init; }

    /// <summary>A transaction without witnesses, in <see cref="Encoding"/>; with <see cref="Network"/>.</summary>
    public string? Transaction { get; init; }

    /// <summary>A context of NEP-21.</summary>
    public JsonElement? Context { get; init; }

    /// <summary>
    /// A script alone, in <see cref="Encoding"/>: fees, attributes and times are not looked at, and the wallet is taken for a signer
    /// with calledByEntry unless <see cref="Signers"/> say otherwise.
    /// </summary>
    public string? Script { get; init; }

    /// <summary>Who would sign a script, 1 to 16; the wallet must be among them.</summary>
    public IReadOnlyList<SimulatedSigner>? Signers { get; init; }

    /// <summary>How the transaction or the script is written; base64 when absent.</summary>
    public BytesEncoding Encoding { get; init; }

    /// <summary>The network; with a script it may be absent, and is not looked at then.</summary>
    public string? Network { get; init; }

    /// <summary>A policy to try in the place of the wallet's.</summary>
    public WalletPolicy? Policy { get; init; }

    /// <summary>The height that the chain has, for a policy with maxBlocksValid.</summary>
    public uint? Height { get; init; }
}

/// <summary>Who would sign a script.</summary>
public sealed record SimulatedSigner
{
    /// <summary>The account: an address, or a script hash, 0x and reversed.</summary>
    public required string Account { get; init; }

    /// <summary>Whether its witness counts in what the script calls directly; with no other scope it counts nowhere otherwise.</summary>
    public bool CalledByEntry { get; init; }

    /// <summary>Further scopes; global stands alone.</summary>
    public IReadOnlyList<PolicyScope>? Scopes { get; init; }

    /// <summary>The contracts of customContracts, at most 16.</summary>
    public IReadOnlyList<string>? Contracts { get; init; }

    /// <summary>The groups of customGroups, at most 16: compressed keys in hexadecimal.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}

/// <summary>The response of <c>wallet.simulatePolicy</c>; nothing was signed or counted.</summary>
public sealed class SimulatePolicyResponse
{
    /// <summary>Whether it would be signed now, once the approvals are there.</summary>
    public required bool Allowed { get; init; }

    /// <summary>The version of the policy that was asked; 0 when there is none, or with a policy that is tried.</summary>
    public required int Version { get; init; }

    /// <summary>Everything that forbids it.</summary>
    public required IReadOnlyList<PolicyViolation> Violations { get; init; }

    /// <summary>Who has to approve.</summary>
    public required IReadOnlyList<PolicyNeed> Approvals { get; init; }

    /// <summary>The calls that the script makes; all of them only when it is recognised.</summary>
    public required IReadOnlyList<DecodedCall> Calls { get; init; }

    /// <summary>Those of the calls that have the shape of a NEP-17 transfer.</summary>
    public required IReadOnlyList<DecodedTransfer> Transfers { get; init; }

    /// <summary>What it takes of the wallet's tokens, and what counts already; of each asset of the policy.</summary>
    public required IReadOnlyList<PolicySpend> Spent { get; init; }

    /// <summary>What it takes of the wallet's fees, where the policy has a limit of them.</summary>
    public PolicySpend? Fees { get; init; }
}

/// <summary>Something that a policy does not allow.</summary>
public sealed class PolicyViolation
{
    /// <summary>What, for programs: one of the codes in docs/policy.md.</summary>
    public required string Code { get; init; }

    /// <summary>What, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The rule that forbids it, or that would have to be there to allow it, as a path in the policy.</summary>
    public required string Rule { get; init; }
}

/// <summary>Approvals that a transaction needs.</summary>
public sealed class PolicyNeed
{
    /// <summary>How many of the keys.</summary>
    public required int Approvals { get; init; }

    /// <summary>The keys that may approve.</summary>
    public required IReadOnlyList<string> KeyIds { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

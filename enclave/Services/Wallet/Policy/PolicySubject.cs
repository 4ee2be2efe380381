using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>What is to be signed, as far as it is known.</summary>
internal sealed record PolicySubject
{
    internal required ScriptAnalysis Script { get; init; }

    internal required IReadOnlyList<Signer> Signers { get; init; }

    /// <summary>The whole transaction; null where there is a script alone, which has no fees, attributes and times.</summary>
    internal Transaction? Transaction { get; init; }

    /// <summary>The network's number; null where a script is for any.</summary>
    internal uint? Network { get; init; }

    /// <summary>The chain's height, if it is known.</summary>
    internal uint? Height { get; init; }

    internal static PolicySubject Of(Transaction transaction, uint network, uint? height) => new()
    {
        Script = ScriptAnalysis.Of(transaction.Script.Span),
        Signers = transaction.Signers,
        Transaction = transaction,
        Network = network,
        Height = height,
    };
}

using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Neo.Contexts;

/// <summary>What a context holds of one signer.</summary>
/// <param name="contract">How the account verifies; null: a deployed contract whose method takes nothing.</param>
internal sealed class ContextItem(AccountContract? contract)
{
    private const byte PushData1 = 0x0c;

    internal AccountContract? Contract => contract;

    /// <summary>Signatures that hold, by key, in the keys' order; never more than the contract asks for.</summary>
    internal SortedList<PublicKey, byte[]> Signatures { get; } = [];

    private bool Complete => contract is null || Signatures.Count == contract.Required;

    /// <summary>The script's parameters: null each, until all signatures are there. The script takes the last one first, so
    /// they stand in the opposite order of the keys.</summary>
    internal IEnumerable<byte[]?> Parameters =>
        Complete ? Signatures.Values.Reverse() : Enumerable.Repeat<byte[]?>(null, contract!.Required);

    /// <summary>The witness, or null while signatures are missing.</summary>
    internal Witness? ToWitness()
    {
        if (!Complete)
        {
            return null;
        }

        byte[] invocation = [.. Signatures.Values.SelectMany(signature => (byte[])[PushData1, (byte)signature.Length, .. signature])];
        return new Witness(invocation, contract?.Script ?? default);
    }
}

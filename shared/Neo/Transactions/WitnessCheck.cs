using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>What can be said of a witness without running the chain.</summary>
public enum WitnessFinding
{
    /// <summary>It is the signer's script, and enough of its keys signed.</summary>
    Valid,

    /// <summary>The verification script is not the signer's.</summary>
    ScriptHashMismatch,

    /// <summary>A signature does not hold.</summary>
    SignatureMismatch,

    /// <summary>There are more or fewer signatures than the script asks for.</summary>
    SignatureCount,

    /// <summary>Not checked: no network was named.</summary>
    NetworkMissing,

    /// <summary>Not checked: the signer is a deployed contract, whose method decides.</summary>
    DeployedContract,

    /// <summary>Not checked: the verification script is neither that of one key nor that of several.</summary>
    UnknownVerification,

    /// <summary>Not checked: the invocation script does something else than push signatures.</summary>
    UnknownInvocation,
}

/// <summary>Checks the witnesses of accounts of keys.</summary>
public static class WitnessCheck
{
    private const int PushLength = 2 + PublicKey.SignatureLength;
    private const byte PushData1 = 0x0c;

    /// <summary>Checks the witness of a transaction's signer.</summary>
    /// <param name="transaction">With its witnesses.</param>
    /// <param name="index">Which signer and witness.</param>
    /// <param name="network">The network's number, or null when it is not known: then only scripts are compared.</param>
    public static WitnessFinding Of(Transaction transaction, int index, uint? network)
    {
        Witness witness = transaction.Witnesses[index];
        if (witness.Verification.IsEmpty)
        {
            return WitnessFinding.DeployedContract;
        }

        if (Hash.Hash160(witness.Verification.Span) != transaction.Signers[index].Account)
        {
            return WitnessFinding.ScriptHashMismatch;
        }

        if (!AccountContract.TryRead(witness.Verification.Span, out AccountContract? contract))
        {
            return WitnessFinding.UnknownVerification;
        }

        if (!PushesSignatures(witness.Invocation.Span))
        {
            return WitnessFinding.UnknownInvocation;
        }

        if (witness.Invocation.Length / PushLength != contract.Required)
        {
            return WitnessFinding.SignatureCount;
        }

        return network is not { } magic ? WitnessFinding.NetworkMissing
            : AllHold(transaction.SignedData(magic), witness.Invocation.Span, contract.Keys) ? WitnessFinding.Valid
            : WitnessFinding.SignatureMismatch;
    }

    private static bool PushesSignatures(ReadOnlySpan<byte> invocation)
    {
        for (; invocation.Length >= PushLength; invocation = invocation[PushLength..])
        {
            if (invocation[0] != PushData1 || invocation[1] != PublicKey.SignatureLength)
            {
                return false;
            }
        }

        return invocation.IsEmpty;
    }

    // As the machine does it: signatures stand in the order of their keys, and each key is tried once.
    private static bool AllHold(ReadOnlySpan<byte> signedData, ReadOnlySpan<byte> invocation, IReadOnlyList<PublicKey> keys)
    {
        int next = 0;
        for (; !invocation.IsEmpty; invocation = invocation[PushLength..])
        {
            ReadOnlySpan<byte> signature = invocation[2..PushLength];
            while (next < keys.Count && !keys[next].Verify(signedData, signature))
            {
                next++;
            }

            if (next++ == keys.Count)
            {
                return false;
            }
        }

        return true;
    }
}

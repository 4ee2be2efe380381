using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>
/// A sign-in with Neo (NEP-20). It names neither deployment nor session key but through 64 bits of its nonce, which is too little for more
/// than reading.
/// </summary>
internal sealed class NeoLoginProof : SessionProof
{
    private readonly byte[] message;
    private readonly UInt160 scriptHash;
    private readonly byte[] signature;

    private NeoLoginProof(byte[] message, UInt160 scriptHash, byte[] signature)
    {
        this.message = message;
        this.scriptHash = scriptHash;
        this.signature = signature;
    }

    internal override KeyKind Kind => KeyKind.Neo;

    internal override bool OnlyReads => true;

    /// <summary>Reads one.</summary>
    /// <param name="given">What the request has.</param>
    /// <param name="challenge">The challenge.</param>
    /// <param name="nonce">The nonce that it must have.</param>
    /// <param name="settings">Which networks are known.</param>
    /// <param name="made">When the challenge was made.</param>
    /// <exception cref="RequestException">invalidRequest, or unauthenticated: it is another login.</exception>
    internal static NeoLoginProof Read(NeoLoginSignature given, Challenge challenge, ulong nonce, AccountSettings settings, DateTimeOffset made)
    {
        byte[] message = ReadHex(given.Message, "neoLogin.message", Nep20Message.Length);
        byte[] signature = ReadHex(given.Signature, "neoLogin.signature", PublicKey.SignatureLength);
        Nep20Message.TryRead(message, out Nep20Message login);
        if (!settings.Knows(login.Network))
        {
            throw Refused("The login names a network that is not known here.");
        }

        if (login.Nonce != nonce)
        {
            throw Refused("The login's nonce must be the first 8 bytes of SHA-256 over challenge, session key and genesisId.");
        }

        return (DateTimeOffset.FromUnixTimeSeconds(login.Timestamp) - made).Duration() <= Challenges.Lifetime
            ? new NeoLoginProof(message, login.ScriptHash, signature) { Challenge = challenge }
            : throw Refused("The login's time is more than 5 minutes from when the challenge was made.");
    }

    internal override bool IsBy(KeyDocument key)
    {
        PublicKey signer = KeyMaterial.NeoKeyOf(key);
        return signer.ScriptHash == scriptHash && signer.Verify(message, signature);
    }
}

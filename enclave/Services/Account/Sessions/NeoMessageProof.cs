using System.Buffers;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>A wallet's signature over the message that names deployment, account, session key, scopes and end.</summary>
internal sealed class NeoMessageProof : SessionProof
{
    private const int SaltLength = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly string genesisId;
    private readonly string sessionId;
    private readonly StartSessionRequest request;
    private readonly string salt;
    private readonly byte[] signature;

    private NeoMessageProof(StartSessionRequest request, NeoMessageSignature given, string genesisId, string sessionId)
    {
        this.genesisId = genesisId;
        this.sessionId = sessionId;
        this.request = request;
        salt = ReadSalt(given.Salt ?? "");
        signature = ReadHex(given.Signature, "neoMessage.signature", PublicKey.SignatureLength);
    }

    internal override KeyKind Kind => KeyKind.Neo;

    /// <summary>Reads one.</summary>
    /// <exception cref="RequestException">invalidRequest.</exception>
    internal static NeoMessageProof Read(
        StartSessionRequest request, NeoMessageSignature given, Challenge challenge, string genesisId, string sessionId)
    {
        if (request.ExpiresAt is not { Kind: DateTimeKind.Utc } end || end.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new RequestException("With neoMessage expiresAt is needed, RFC 3339 in UTC and in whole seconds: the message that was signed names it.");
        }

        return new NeoMessageProof(request, given, genesisId, sessionId) { Challenge = challenge };
    }

    internal override bool IsBy(KeyDocument key)
    {
        string message = SessionChallenge.Message(
            genesisId, key.AccountId, sessionId, request.Scopes, request.ExpiresAt!.Value, request.Challenge);
        return KeyMaterial.NeoKeyOf(key).Verify(SignedMessages.Legacy(message, salt), signature);
    }

    // A longer salt could be the beginning of another message, which its signer read.
    private static string ReadSalt(string salt) => salt.Length == 0 || (salt.Length == SaltLength && !salt.AsSpan().ContainsAnyExcept(HexDigits))
        ? salt
        : throw new RequestException($"neoMessage.salt must be the {SaltLength} hexadecimal digits that the wallet gave, or absent.");
}

using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>A Neo wallet for tests: it signs messages and logins as wallets do.</summary>
internal sealed class NeoWallet : IDisposable
{
    internal const string Salt = "00112233445566778899aabbccddeeff";

    internal PrivateKey Key { get; } = PrivateKey.Create();

    internal string KeyId => OpeningKeyId.OfNeo(Key.PublicKey.ToBytes());

    internal AddKeyRequest Adding(IReadOnlyList<string> scopes, DateTimeOffset? expiresAt = null) => new()
    {
        Kind = KeyKind.Neo,
        NeoPublicKey = Key.PublicKey.ToString(),
        Scopes = scopes,
        ExpiresAt = expiresAt?.UtcDateTime,
    };

    internal NeoMessageSignature Sign(string message, string? salt = Salt) => new()
    {
        Salt = salt,
        Signature = Convert.ToHexStringLower(Key.Sign(SignedMessages.Legacy(message, salt ?? ""))),
    };

    internal NeoLoginSignature Login(ulong nonce, DateTimeOffset time, uint network = NetworkMagic.MainNet, UInt160? account = null)
    {
        byte[] message = new Nep20Message(network, nonce, (uint)time.ToUnixTimeSeconds(), account ?? Key.PublicKey.ScriptHash).ToBytes();
        return new NeoLoginSignature { Message = Convert.ToHexStringLower(message), Signature = Convert.ToHexStringLower(Key.Sign(message)) };
    }

    public void Dispose() => Key.Dispose();
}

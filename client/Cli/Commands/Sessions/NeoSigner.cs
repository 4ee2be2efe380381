using System.Security.Cryptography;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;

namespace NeoServiceLayer.Cli.Commands.Sessions;

/// <summary>Signs for a session with a Neo key, as a wallet does.</summary>
internal static class NeoSigner
{
    private const int SaltBytes = 16;

    /// <summary>Reads the key that the command line names.</summary>
    /// <exception cref="UsageException">It cannot be read, others may use it, or it is none.</exception>
    internal static async Task<PrivateKey> ReadAsync(SessionArguments given, Surroundings outside, CancellationToken cancellationToken)
    {
        if (given.NeoKey is { } path)
        {
            if (File.Exists(path) && OwnFile.IsOpenToOthers(path))
            {
                throw new UsageException($"Others than you may use {path}; make it yours alone with: chmod 600 {path}");
            }
        }
        else if (ValueReader.IsLiteral(given.Wif!))
        {
            outside.Error.WriteLine(
                "nsl: --wif is secret, and a command line is seen by others and kept in histories: write @file, or - for the standard input.");
        }

        string text = await new ValueReader(outside.Input).ReadAsync(given.NeoKey is null ? given.Wif! : "@" + given.NeoKey, cancellationToken);
        return Wif.TryRead(text.Trim(), out PrivateKey? key) ? key : throw new UsageException("The Neo key must be a WIF: 52 characters that begin with K or L.");
    }

    /// <summary>In an hour, in whole seconds.</summary>
    internal static DateTime UsualEnd(TimeProvider clock) =>
        DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds() + 3600).UtcDateTime;

    internal static NeoMessageSignature Sign(PrivateKey key, StartSessionRequest request, string genesisId, string accountId, string sessionId)
    {
        string salt = RandomNumberGenerator.GetHexString(2 * SaltBytes, lowercase: true);
        string message = SessionChallenge.Message(genesisId, accountId, sessionId, request.Scopes, request.ExpiresAt!.Value, request.Challenge);
        return new NeoMessageSignature { Salt = salt, Signature = Convert.ToHexStringLower(key.Sign(SignedMessages.Legacy(message, salt))) };
    }
}

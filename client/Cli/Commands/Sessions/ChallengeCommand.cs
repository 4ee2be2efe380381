using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Cli.Commands.Sessions;

/// <summary><c>nsl session challenge</c>: makes a session's key, and says what a passkey must sign for it.</summary>
internal static class ChallengeCommand
{
    internal static async Task<int> RunAsync(GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        NslHome home = NslHome.Find(options, outside.Variable);
        CreateChallengeResponse given = await AskAsync(home, Gateway.Address(options, outside.Variable), cancellationToken);
        string rpId = given.RpId ?? throw new UsageException("In this deployment no passkey opens sessions: its measured configuration has no webAuthn.");
        using AccountKey key = AccountKey.Create();
        home.WriteSession(
            new SessionFile { GenesisId = given.GenesisId, Key = key.ExportPem(), ExpiresAt = given.ExpiresAt, Challenge = given.Challenge }, SessionFile.PendingName);

        // One line of JSON whatever --json says: a web page reads it.
        outside.Output.WriteLine(new JsonObject
        {
            ["challenge"] = Base64UrlText.Encode(BoundTo(given.Challenge, key.Public, given.GenesisId)),
            ["rpId"] = rpId,
            ["origins"] = new JsonArray([.. (given.Origins ?? []).Select(origin => JsonValue.Create(origin))]),
            ["expiresAt"] = given.ExpiresAt,
            ["sessionId"] = key.Public.KeyId,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
        return ExitCode.Done;
    }

    /// <summary>A challenge of the deployment that the home's account belongs to; without an account, of the one that answers.</summary>
    /// <exception cref="NslRefusedException">There is none to be had.</exception>
    /// <exception cref="Documents.NotTrustedException">Another deployment answers.</exception>
    internal static async Task<CreateChallengeResponse> AskAsync(NslHome home, Uri gateway, CancellationToken cancellationToken)
    {
        using NslClient client = new(gateway);
        CreateChallengeResponse given = await client.CallAsync(AccountOperations.CreateChallenge, new CreateChallengeRequest(), null, cancellationToken);
        return home.ReadAccount() is { } account && account.GenesisId != given.GenesisId
            ? throw new Documents.NotTrustedException("deployment", $"The challenge is of another deployment than the account of {home}.")
            : given;
    }

    /// <summary>What a passkey signs.</summary>
    private static byte[] BoundTo(string challenge, StampKey key, string genesisId)
    {
        byte[] genesis = new byte[32];
        return Base64UrlText.TryDecode(challenge, SessionChallenge.Length, out byte[] bytes)
            && Base64UrlText.TryDecode(key.X, StampKey.CoordinateLength, out byte[] x)
            && Base64UrlText.TryDecode(key.Y, StampKey.CoordinateLength, out byte[] y)
            && Convert.FromHexString(genesisId, genesis, out _, out int length) == System.Buffers.OperationStatus.Done && length == genesis.Length
            ? SessionChallenge.Bind(bytes, [0x04, .. x, .. y], genesis)
            : throw new UsageException("What answered with a challenge is not a gateway of the Neo Service Layer.");
    }
}

using System.Text.Json;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Cli.Commands.Sessions;

/// <summary><c>nsl session start</c>: opens a session, and keeps it in the home.</summary>
internal static class StartCommand
{
    internal static Task<int> RunAsync(SessionArguments given, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        NslHome home = NslHome.Find(options, outside.Variable);
        string? known = home.ReadAccount()?.AccountId;
        if (known is not null && given.Account is not null && given.Account != known)
        {
            throw new UsageException($"{home} has the account {known}; start a session of another in another home, with --home DIR.");
        }

        if (given.Assertion is { } file)
        {
            return ByPasskeyAsync(file, home, given, options, outside, cancellationToken);
        }

        string accountId = known ?? given.Account ?? throw new UsageException("Whose session is meant? Name the account with --account ID.");
        return ByNeoKeyAsync(home, accountId, given, options, outside, cancellationToken);
    }

    private static async Task<int> ByNeoKeyAsync(
        NslHome home, string accountId, SessionArguments given, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        using PrivateKey signer = await NeoSigner.ReadAsync(given, outside, cancellationToken);
        CreateChallengeResponse challenge = await ChallengeCommand.AskAsync(home, Gateway.Address(options, outside.Variable), cancellationToken);
        AccountKey session = AccountKey.Create();
        using CallerOf caller = CallerOf.NewSession(home, challenge.GenesisId, session, outside);
        StartSessionRequest request = Request(given, OpeningKeyId.OfNeo(signer.PublicKey.ToBytes()), challenge.Challenge, session) with
        {
            ExpiresAt = given.ExpiresAt ?? NeoSigner.UsualEnd(outside.Clock),
        };
        request = request with { NeoMessage = NeoSigner.Sign(signer, request, challenge.GenesisId, accountId, session.Public.KeyId) };
        return await OpenAsync(request, session, home, caller, challenge.GenesisId, options, outside, cancellationToken);
    }

    private static async Task<int> ByPasskeyAsync(
        string file, NslHome home, SessionArguments given, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        SessionFile pending = home.ReadSession(SessionFile.PendingName) is { Challenge: not null } kept && kept.ExpiresAt > outside.Clock.GetUtcNow()
            ? kept
            : throw new UsageException($"{home} waits for no passkey, or no longer: nsl session challenge says what it must sign, for 5 minutes.");
        (string keyId, WebAuthnAssertion assertion) = PasskeyAnswer.Read(await NamedFile.ReadAsync(file, cancellationToken), file);
        AccountKey session = home.Guard(pending.ReadKey);
        using CallerOf caller = CallerOf.NewSession(home, pending.GenesisId, session, outside);
        StartSessionRequest request = Request(given, keyId, pending.Challenge!, session) with { WebAuthn = assertion };
        int code = await OpenAsync(request, session, home, caller, pending.GenesisId, options, outside, cancellationToken);
        home.DeleteSession(SessionFile.PendingName);
        return code;
    }

    private static StartSessionRequest Request(SessionArguments given, string keyId, string challenge, AccountKey session) => new()
    {
        KeyId = keyId,
        Challenge = challenge,
        SessionKey = new JsonWebKey { Kty = "EC", Crv = "P-256", X = session.Public.X, Y = session.Public.Y },
        Name = given.Name,
        Scopes = given.Scopes,
        ExpiresAt = given.ExpiresAt,
    };

    private static async Task<int> OpenAsync(
        StartSessionRequest request, AccountKey session, NslHome home, CallerOf caller, string genesisId, GlobalOptions options, Surroundings outside,
        CancellationToken cancellationToken)
    {
        Uri gateway = Gateway.Address(options, outside.Variable);
        SealTarget? target = await new Sealer(options, outside).TargetAsync(AccountOperations.StartSession, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = target });
        StartSessionResponse response = await client.CallAsync(
            AccountOperations.StartSession, request, Gateway.Options(options, caller, target), cancellationToken);
        home.WriteSession(new SessionFile
        {
            GenesisId = genesisId,
            Key = session.ExportPem(),
            ExpiresAt = response.ExpiresAt,
            SessionId = response.SessionId,
        });
        if (home.ReadAccount()?.AccountId is null)
        {
            home.WriteAccount(new AccountFile { GenesisId = genesisId, AccountId = response.AccountId });
        }

        AnswerWriter.Write(outside.Output, JsonSerializer.SerializeToUtf8Bytes(response, AccountOperations.StartSession.Response), options.Json);
        return ExitCode.Done;
    }
}

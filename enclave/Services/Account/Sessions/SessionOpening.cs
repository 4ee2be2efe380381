using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>Serves <c>account.createChallenge</c> and <c>account.startSession</c>.</summary>
internal sealed class SessionOpening(AccountSettings settings, Challenges challenges)
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    private readonly byte[] genesisId = Convert.FromHexString(settings.GenesisId);

    internal CreateChallengeResponse CreateChallenge(CreateChallengeRequest request)
    {
        Challenge made = challenges.Make();
        return new CreateChallengeResponse
        {
            Challenge = Base64UrlText.Encode(made.Bytes.Span),
            ExpiresAt = made.ExpiresAt.UtcDateTime,
            GenesisId = settings.GenesisId,
            RpId = settings.RelyingParty?.RpId,
            Origins = settings.RelyingParty?.Origins,
        };
    }

    /// <summary>The session's key in a request.</summary>
    internal static StampKey KeyOf(StartSessionRequest request) => RequestedKey.ReadPoint(request.SessionKey, "sessionKey");

    /// <summary>Judges all of a request that can be judged without the state.</summary>
    /// <exception cref="RequestException">invalidRequest, unauthenticated; forbidden: no passkey opens sessions here.</exception>
    internal SessionProof Judge(StartSessionRequest request)
    {
        Challenge challenge = challenges.Read(request.Challenge);
        using StampKey session = KeyOf(request);
        byte[] bound = SessionChallenge.Bind(challenge.Bytes.Span, KeyMaterial.PointOf(session.X, session.Y), genesisId);
        return (request.WebAuthn, request.NeoMessage, request.NeoLogin) switch
        {
            ({ } given, null, null) => WebAuthnProof.Read(given, challenge, bound, settings.RelyingParty ?? throw SessionProof.NoRelyingParty()),
            (null, { } given, null) => NeoMessageProof.Read(request, given, challenge, settings.GenesisId, session.KeyId),
            (null, null, { } given) => NeoLoginProof.Read(
                given, challenge, SessionChallenge.LoginNonce(bound), settings, challenge.ExpiresAt - Challenges.Lifetime),
            _ => throw new RequestException("Give one of webAuthn, neoMessage and neoLogin."),
        };
    }

    internal async ValueTask<StartSessionResponse> OpenAsync(StartSessionRequest request, SessionProof proof, Call call)
    {
        KeyDocument key = await ProvenAsync(request.KeyId, proof, call);
        call.Target = request.KeyId;
        AccessDocuments.Keys.Put(call.State, request.KeyId, proof.Note(key));
        KeyDocument session = new()
        {
            AccountId = key.AccountId,
            Kind = KeyKind.P256,
            X = request.SessionKey.X,
            Y = request.SessionKey.Y,
            Name = RequestedKey.ReadName(request.Name),
            Scopes = ScopesOf(request.Scopes, key, proof.OnlyReads),
            CreatedAt = call.Time,
            ExpiresAt = EndOf(request.ExpiresAt, key, call.Time),
            OpenedBy = request.KeyId,
        };
        await AddAsync(session, proof.Challenge, call);
        return new StartSessionResponse
        {
            SessionId = call.Caller.KeyId,
            AccountId = key.AccountId,
            KeyId = request.KeyId,
            Scopes = session.Scopes,
            ExpiresAt = session.ExpiresAt.Value.UtcDateTime,
        };
    }

    private async ValueTask AddAsync(KeyDocument session, Challenge challenge, Call call)
    {
        List<SessionEntry> sessions = await SessionRoll.ReadAsync(call);
        if (sessions.Count >= settings.MaxSessions)
        {
            throw new RequestException(
                ErrorCode.LimitExceeded, $"The account has {settings.MaxSessions} sessions, as many as it may have; end one, and ask again when its challenge has expired.");
        }

        sessions.Add(new SessionEntry
        {
            SessionId = call.Caller.KeyId,
            OpenedBy = session.OpenedBy!,
            ExpiresAt = session.ExpiresAt!.Value,
            ChallengeExpiresAt = challenge.ExpiresAt,
        });
        SessionRoll.Put(call, sessions);
        AccessDocuments.Keys.Put(call.State, call.Caller.KeyId, session);
    }

    /// <summary>The key that made the proof; what is wrong with it is told to its holder alone.</summary>
    private static async ValueTask<KeyDocument> ProvenAsync(string keyId, SessionProof proof, Call call)
    {
        KeyDocument? key = await AccessDocuments.Keys.FindAsync(call.State, keyId);
        if (key is null || key.AccountId != call.Caller.AccountId || key.Kind != proof.Kind || !proof.IsBy(key))
        {
            throw new RequestException(ErrorCode.Unauthenticated, SessionRefusals.NotByKey);
        }

        return key.IsAlive(call.Time) ? key : throw new RequestException(ErrorCode.Unauthenticated, key.RevokedAt is null
            ? "The key has expired: use another key of the account."
            : "The key was revoked: use another key of the account.");
    }

    private static string[] ScopesOf(IReadOnlyList<string>? wanted, KeyDocument key, bool onlyReads)
    {
        string[] given = wanted is not null ? [.. RequestedKey.ReadScopes(wanted)]
            : onlyReads ? [.. Scopes.Reading.Where(scope => Scopes.Include(key.Scopes, scope))]
            : [.. key.Scopes.Where(scope => !Scopes.IsGuard(scope))];
        if (given.FirstOrDefault(scope => !Scopes.Include(key.Scopes, scope)) is { } missing)
        {
            throw new RequestException(ErrorCode.Forbidden, $"The key cannot give the session {missing}, a scope that it has not got.");
        }

        if (onlyReads && given.FirstOrDefault(scope => !Scopes.Reading.Contains(scope)) is { } more)
        {
            throw new RequestException(
                ErrorCode.Forbidden, $"A login gives scopes that only read, by their names, and {more} is none: have the wallet sign neoMessage instead.");
        }

        return given.Length > 0
            ? given
            : throw new RequestException(ErrorCode.Forbidden, "The session would have no scopes: name the guard operations that it shall have.");
    }

    private static DateTimeOffset EndOf(DateTime? wanted, KeyDocument key, DateTimeOffset now)
    {
        DateTimeOffset? asked = RequestedKey.ReadEnd(wanted, now);
        if (asked > now + LongestLife)
        {
            throw new RequestException($"expiresAt must be within {LongestLife.TotalHours:0} hours.");
        }

        if (asked > key.ExpiresAt)
        {
            throw new RequestException(ErrorCode.Forbidden, "A session ends with the key that opens it: give an expiresAt that is not later than the key's.");
        }

        DateTimeOffset end = asked ?? now + UsualLife;
        return end > key.ExpiresAt ? key.ExpiresAt.Value : end;
    }
}

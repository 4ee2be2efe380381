namespace NeoServiceLayer.Enclave.Core.Access.Sessions;

/// <summary>What is said to who has no session.</summary>
public static class SessionRefusals
{
    /// <summary>
    /// The one answer for an unknown key, one of another kind, and another key's or other bytes' signature: it does not tell who has an account here.
    /// </summary>
    public const string NotByKey =
        "The session was not opened: keyId must name a passkey or a Neo key of an account of this deployment, and that key must have signed for this challenge, session key and deployment.";

    /// <summary>For a session that was, and is no more.</summary>
    public const string Over = "The session is over: it expired, was ended, or the key that opened it is no longer one. Open another with account.startSession.";
}

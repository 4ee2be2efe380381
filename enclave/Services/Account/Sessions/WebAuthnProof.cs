using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Protocol.WebAuthn;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>A passkey's assertion (W3C WebAuthn Level 3, 7.2): for this site, by a user who was verified, with our challenge.</summary>
internal sealed class WebAuthnProof : SessionProof
{
    /// <summary>More than what is accepted has: what is wrong with longer ones is said by the check that finds it.</summary>
    private const int LongestRead = 1024;

    private readonly byte[] signed;
    private readonly byte[] signature;
    private readonly uint signCount;

    private WebAuthnProof(byte[] signed, byte[] signature, uint signCount)
    {
        this.signed = signed;
        this.signature = signature;
        this.signCount = signCount;
    }

    internal override KeyKind Kind => KeyKind.WebAuthn;

    /// <summary>Reads one.</summary>
    /// <param name="given">What the request has.</param>
    /// <param name="challenge">The challenge that account.createChallenge gave.</param>
    /// <param name="bound">What the passkey must have been given for a challenge.</param>
    /// <param name="site">For whom it must have signed.</param>
    /// <exception cref="RequestException">invalidRequest, or unauthenticated: which of the checks failed.</exception>
    internal static WebAuthnProof Read(WebAuthnAssertion given, Challenge challenge, ReadOnlySpan<byte> bound, RelyingParty site)
    {
        byte[] json = ReadBase64Url(given.ClientDataJson, "webAuthn.clientDataJSON", ClientData.LongestText);
        byte[] data = ReadBase64Url(given.AuthenticatorData, "webAuthn.authenticatorData", LongestRead);
        byte[] signature = ReadBase64Url(given.Signature, "webAuthn.signature", LongestRead);
        CheckClient(json, bound, site);
        if (!AuthenticatorData.TryRead(data, out AuthenticatorData read))
        {
            throw Refused("The assertion's authenticatorData must be 37 bytes, without attested credential data and extensions: ask for none.");
        }

        CheckAuthenticator(read, site);
        return new WebAuthnProof([.. data, .. SHA256.HashData(json)], signature, read.SignCount) { Challenge = challenge };
    }

    internal override bool IsBy(KeyDocument key)
    {
        byte[] point = KeyMaterial.PointOf(key.X, key.Y);
        using ECDsa verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point[1..(1 + StampKey.CoordinateLength)], Y = point[(1 + StampKey.CoordinateLength)..] },
        });
        return verifier.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    internal override KeyDocument Note(KeyDocument key) => (signCount == 0 && key.SignCount == 0) || signCount > key.SignCount
        ? key with { SignCount = signCount }
        : throw new RequestException(
            ErrorCode.Forbidden, "The passkey's counter of signatures has not gone on since its last session: there may be a copy of it. Revoke it, and add another.");

    private static void CheckClient(ReadOnlySpan<byte> json, ReadOnlySpan<byte> bound, RelyingParty site)
    {
        if (!ClientData.TryRead(json, out ClientData client))
        {
            throw Refused("The assertion's clientDataJSON must be strict JSON with type, challenge and origin.");
        }

        if (client.Type != "webauthn.get")
        {
            throw Refused("The assertion's type must be webauthn.get.");
        }

        if (client.Challenge != Base64UrlText.Encode(bound))
        {
            throw Refused("The assertion's challenge must be SHA-256 over challenge, session key (65 bytes) and genesisId (32 bytes).");
        }

        if (!site.Origins.Contains(client.Origin))
        {
            throw Refused("The assertion's origin is none of those that account.createChallenge gives.");
        }

        if (client.IsCrossOrigin)
        {
            throw Refused("The assertion was made in a frame of another site's page, which is not accepted.");
        }
    }

    private static void CheckAuthenticator(in AuthenticatorData data, RelyingParty site)
    {
        if (!data.IsFor(site.RpId))
        {
            throw Refused("The assertion is for another relying party: rpId must be the one that account.createChallenge gives.");
        }

        if (!data.UserPresent || !data.UserVerified)
        {
            throw Refused("The assertion says that its user was not verified: ask with userVerification required.");
        }
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>What an invitation says.</summary>
public sealed record InvitationClaims
{
    /// <summary><c>kid</c>: the id of the admin key that signs.</summary>
    public required string KeyId { get; init; }

    /// <summary><c>aud</c>: the deployment's genesisId, 64 hexadecimal digits in lower case.</summary>
    public required string Audience { get; init; }

    /// <summary><c>exp</c>: until when it may be used, in seconds since 1970.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary><c>jti</c>: its name, by which it is used once: 1 to 64 ASCII characters that JSON does not escape.</summary>
    public required string Id { get; init; }

    /// <summary><c>sub</c>: the id of the only key that may register with it; null: any.</summary>
    public string? Subject { get; init; }
}

/// <summary>
/// An invitation to register: a compact JWS (RFC 7515, 7.1) of an admin key, ES256, typ <c>nsl-invitation</c> so that it is taken
/// for nothing else, with the claims aud, exp, jti and optionally sub.
/// </summary>
public sealed class Invitation
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 2048;

    private const int MaxIdLength = 64;
    private const string Type = "nsl-invitation";

    private readonly byte[] header;
    private readonly byte[] claimsText;
    private readonly byte[] signature;

    private Invitation(byte[] header, byte[] claimsText, byte[] signature, InvitationClaims claims)
    {
        this.header = header;
        this.claimsText = claimsText;
        this.signature = signature;
        Claims = claims;
    }

    /// <summary>What it says.</summary>
    public InvitationClaims Claims { get; }

    /// <summary>Makes an invitation.</summary>
    /// <param name="claims">What it says; its KeyId is that of <paramref name="key"/>.</param>
    /// <param name="key">An admin's key pair.</param>
    public static string Write(InvitationClaims claims, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(key);
        string header = Encode(json =>
        {
            json.WriteString("alg"u8, "ES256"u8);
            json.WriteString("typ"u8, Type);
            json.WriteString("kid"u8, claims.KeyId);
        });
        string text = Encode(json =>
        {
            json.WriteString("aud"u8, claims.Audience);
            json.WriteNumber("exp"u8, claims.ExpiresAt);
            json.WriteString("jti"u8, claims.Id);
            if (claims.Subject is not null)
            {
                json.WriteString("sub"u8, claims.Subject);
            }
        });
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SigningInput.Digest(Encoding.ASCII.GetBytes(header), Encoding.ASCII.GetBytes(text), digest);
        return $"{header}.{text}.{Base64UrlText.Encode(key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}";
    }

    /// <summary>Reads an invitation's text, strictly; false if it is none. It is not yet verified.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Invitation? invitation)
    {
        ArgumentNullException.ThrowIfNull(text);
        invitation = null;
        string[] parts = text.Length <= MaxLength && Ascii.IsValid(text) ? text.Split('.') : [];
        if (parts.Length != 3)
        {
            return false;
        }

        byte[] header = Encoding.ASCII.GetBytes(parts[0]);
        byte[] claimsText = Encoding.ASCII.GetBytes(parts[1]);
        if (!Base64UrlText.TryDecode(header, out byte[] headerJson)
            || !Base64UrlText.TryDecode(claimsText, out byte[] claimsJson)
            || !Base64UrlText.TryDecode(Encoding.ASCII.GetBytes(parts[2]), out byte[] signature)
            || !TryReadClaims(headerJson, claimsJson, out InvitationClaims? claims))
        {
            return false;
        }

        invitation = new Invitation(header, claimsText, signature, claims);
        return true;
    }

    /// <summary>Whether <paramref name="key"/> made it.</summary>
    public bool IsBy(StampKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.KeyId == Claims.KeyId && key.Verifies(header, claimsText, signature);
    }

    private static bool TryReadClaims(ReadOnlySpan<byte> header, ReadOnlySpan<byte> text, [NotNullWhen(true)] out InvitationClaims? claims)
    {
        claims = null;
        InvitationMembers members = default;
        if (StrictJson.Check(header, ref members, out _) != StrictJsonError.None
            || !members.IsHeaderOnly
            || StrictJson.Check(text, ref members, out _) != StrictJsonError.None
            || members.Unknown
            || !members.Algorithm.SequenceEqual("\"ES256\""u8)
            || !JoseValue.TryReadPlain(members.Type, Type.Length, out string type)
            || type != Type
            || !JoseValue.TryReadKeyId(members.KeyId, out string keyId)
            || !JoseValue.TryReadDigest(members.Audience, out string audience)
            || !JoseValue.TryReadSeconds(members.ExpiresAt, out long expiresAt)
            || !JoseValue.TryReadPlain(members.Id, MaxIdLength, out string id))
        {
            return false;
        }

        string? subject = null;
        if (!members.Subject.IsEmpty && !JoseValue.TryReadKeyId(members.Subject, out subject))
        {
            return false;
        }

        claims = new InvitationClaims { KeyId = keyId, Audience = audience, ExpiresAt = expiresAt, Id = id, Subject = subject };
        return true;
    }

    private static string Encode(Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Base64UrlText.Encode(text.WrittenSpan);
    }
}

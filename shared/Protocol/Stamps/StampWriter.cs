using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>Makes stamps: detached JWS (RFC 7515, appendix F) over a payload's very bytes (RFC 7797, b64 false), ES256.</summary>
public static class StampWriter
{
    /// <summary>Makes a stamp: what stands in a request's <c>auth</c>, and over HTTP behind <c>Authorization: Stamp</c>.</summary>
    /// <param name="claims">What it says; its KeyId is that of <paramref name="key"/>.</param>
    /// <param name="payload">The payload from its first brace to the matching one, byte for byte as it will be sent.</param>
    /// <param name="key">A key pair of P-256.</param>
    public static string Write(StampClaims claims, ReadOnlySpan<byte> payload, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(key);
        string header = WriteProtected(claims);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SigningInput.Digest(Encoding.ASCII.GetBytes(header), payload, digest);
        byte[] signature = key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{header}..{Base64UrlText.Encode(signature)}";
    }

    /// <summary>The protected header, base64url: what is signed before the dot, for who signs elsewhere.</summary>
    public static string WriteProtected(StampClaims claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("alg"u8, "ES256"u8);
            json.WriteStartArray("crit"u8);
            json.WriteStringValue("b64"u8);
            json.WriteEndArray();
            json.WriteBoolean("b64"u8, false);
            json.WriteString("kid"u8, claims.KeyId);
            json.WriteNumber("iat"u8, claims.IssuedAt);
            json.WriteString("rid"u8, claims.RequestId);
            json.WriteString("svc"u8, claims.Service);
            json.WriteString("op"u8, claims.Operation);
            json.WriteString("aud"u8, claims.Audience);
            if (claims.Floor is not null)
            {
                StampFloorText.Write(json, claims.Floor);
            }

            json.WriteEndObject();
        }

        return Base64UrlText.Encode(text.WrittenSpan);
    }
}

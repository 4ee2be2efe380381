using System.Diagnostics.CodeAnalysis;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>A stamp as it was received: well-formed, and not yet verified.</summary>
public sealed class Stamp
{
    private const int MaxNameLength = 64;
    private const string Shape = "The stamp must be a detached JWS: the protected header in base64url, two dots, and the signature in base64url.";

    private readonly byte[] header;
    private readonly byte[] signature;

    private Stamp(byte[] header, byte[] signature, StampClaims claims)
    {
        this.header = header;
        this.signature = signature;
        Claims = claims;
    }

    /// <summary>What it says.</summary>
    public StampClaims Claims { get; }

    /// <summary>Reads a stamp's text, strictly: there is one way to write each claim, and nothing that is not known.</summary>
    /// <param name="text">What came in <c>auth</c>.</param>
    /// <param name="stamp">The stamp; copied, so that the text may go.</param>
    /// <param name="problem">What is wrong, for people; empty if nothing is.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out Stamp? stamp, out string problem)
    {
        stamp = null;
        problem = Shape;
        int dots = text.IndexOf(".."u8);
        if (text.Length > RequestFrame.MaxAuthLength
            || dots <= 0
            || !Base64UrlText.TryDecode(text[..dots], out byte[] json)
            || !Base64UrlText.TryDecode(text[(dots + 2)..], out byte[] signature)
            || signature.Length != StampKey.SignatureLength)
        {
            return false;
        }

        problem = ReadClaims(json, out StampClaims? claims);
        stamp = claims is null ? null : new Stamp(text[..dots].ToArray(), signature, claims);
        return claims is not null;
    }

    /// <summary>Whether <paramref name="key"/> made it, over these bytes.</summary>
    public bool IsBy(StampKey key, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.KeyId == Claims.KeyId && key.Verifies(header, payload, signature);
    }

    private static string ReadClaims(ReadOnlySpan<byte> json, out StampClaims? claims)
    {
        claims = null;
        ProtectedMembers members = default;
        if (StrictJson.Check(json, ref members, out _) != StrictJsonError.None)
        {
            return "The stamp's protected header must be strict JSON: one object, no member twice.";
        }

        if (members.Unknown)
        {
            return "The stamp's protected header has alg, crit, b64, kid, iat, rid, svc, op, aud and floor, and nothing else.";
        }

        if (!members.Algorithm.SequenceEqual("\"ES256\""u8)
            || !members.Critical.SequenceEqual("[\"b64\"]"u8)
            || !members.Encoded.SequenceEqual("false"u8))
        {
            return "The stamp's protected header must say \"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false.";
        }

        return ReadRest(members, out claims);
    }

    private static string ReadRest(in ProtectedMembers members, out StampClaims? claims)
    {
        claims = null;
        if (!JoseValue.TryReadKeyId(members.KeyId, out string keyId))
        {
            return "The stamp's kid must be the key's RFC 7638 thumbprint: SHA-256, base64url.";
        }

        if (!JoseValue.TryReadSeconds(members.IssuedAt, out long issuedAt))
        {
            return "The stamp's iat must be a time in whole seconds since 1970.";
        }

        if (!JoseValue.TryReadText(members.RequestId, out string requestId)
            || !JoseValue.TryReadPlain(members.Service, MaxNameLength, out string service)
            || !JoseValue.TryReadPlain(members.Operation, MaxNameLength, out string operation))
        {
            return "The stamp's rid, svc and op must be the request's requestId, serviceType and operation, strings.";
        }

        if (!JoseValue.TryReadDigest(members.Audience, out string audience))
        {
            return "The stamp's aud must be the deployment's genesisId: 64 hexadecimal digits in lower case.";
        }

        StampFloor? floor = null;
        if (!members.Floor.IsEmpty && !StampFloorText.TryRead(members.Floor, out floor))
        {
            return "The stamp's floor must be an object of lineage, sequence, head and mac as a receipt has them: a whole number from 1, and else hexadecimal digits in lower case.";
        }

        claims = new StampClaims
        {
            KeyId = keyId,
            IssuedAt = issuedAt,
            RequestId = requestId,
            Service = service,
            Operation = operation,
            Audience = audience,
            Floor = floor,
        };
        return "";
    }
}

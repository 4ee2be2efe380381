using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>Signs a message: fills in r and s, 32 bytes each, over its SHA-256.</summary>
public delegate void ReceiptSignature(ReadOnlySpan<byte> message, Span<byte> signature);

/// <summary>
/// A receipt: a compact JWS (RFC 7515), ES256, by the receipt key of one boot of an enclave. It has one spelling: a text that differs
/// in any bit from one that was signed is no receipt, or its signature does not hold.
/// </summary>
public sealed class Receipt
{
    /// <summary>The most characters of one.</summary>
    public const int MaxLength = 8192;

    /// <summary>Length of a signature (r, then s), in bytes.</summary>
    public const int SignatureLength = 64;

    private const string HeaderStart = "{\"alg\":\"ES256\",\"typ\":\"nsl-receipt\",\"kid\":\"";
    private const string HeaderEnd = "\"}";

    private Receipt()
    {
    }

    /// <summary>The JWS.</summary>
    public required string Text { get; init; }

    /// <summary>The id of the key that its header names: <see cref="ReceiptKeyId"/>.</summary>
    public required string SignerId { get; init; }

    /// <summary>What it says. Not to be believed before <see cref="ReceiptVerifier"/> has found the signature to hold.</summary>
    public required ReceiptClaims Claims { get; init; }

    /// <summary>What is signed: header, dot and payload, as they are written in <see cref="Text"/>.</summary>
    public required ReadOnlyMemory<byte> SigningInput { get; init; }

    /// <summary>The signature, <see cref="SignatureLength"/> bytes.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Makes one.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="signerId">The id of the key that signs: <see cref="ReceiptKeyId"/>.</param>
    /// <param name="sign">Signs with that key.</param>
    public static string Write(ReceiptClaims claims, string signerId, ReceiptSignature sign)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(sign);
        string header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(HeaderStart + signerId + HeaderEnd));
        string signed = $"{header}.{Base64Url.EncodeToString(ReceiptPayload.Write(claims))}";
        Span<byte> signature = stackalloc byte[SignatureLength];
        sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Reads one; false if it is not what <see cref="Write"/> writes. No signature is looked at.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Receipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(text);
        receipt = null;
        if (text.Length > MaxLength
            || text.Split('.') is not [var header, var payload, var signature]
            || SignerOf(header) is not { } signerId
            || !TryDecode(payload, out byte[] claimed)
            || !TryDecode(signature, out byte[] signed)
            || signed.Length != SignatureLength
            || ReceiptPayload.Read(claimed) is not { } claims)
        {
            return false;
        }

        receipt = new Receipt
        {
            Text = text,
            SignerId = signerId,
            Claims = claims,
            SigningInput = Encoding.ASCII.GetBytes($"{header}.{payload}"),
            Signature = signed,
        };
        return true;
    }

    /// <summary>Whether a key made the signature.</summary>
    /// <param name="key">A point of P-256, uncompressed, 65 bytes.</param>
    public bool IsSignedBy(ReadOnlySpan<byte> key)
    {
        using ECDsa? verifier = ReceiptKeyId.TryLoad(key);
        return verifier is not null && verifier.VerifyData(SigningInput.Span, Signature.Span, HashAlgorithmName.SHA256);
    }

    /// <summary>Whether it is for a request with this payload.</summary>
    public bool IsForRequest(ReadOnlySpan<byte> payload) =>
        ReceiptHash.Of(Claims.Salt.Span, payload).AsSpan().SequenceEqual(Claims.RequestHash.Span);

    /// <summary>Whether it is for an answer with this payload.</summary>
    public bool IsForResponse(ReadOnlySpan<byte> payload) =>
        ReceiptHash.Of(Claims.Salt.Span, payload).AsSpan().SequenceEqual(Claims.ResponseHash.Span);

    /// <summary>The key that a header names; null if it says anything else than the one header does.</summary>
    private static string? SignerOf(string header)
    {
        if (!TryDecode(header, out byte[] bytes) || !Ascii.IsValid(bytes))
        {
            return null;
        }

        string text = Encoding.ASCII.GetString(bytes);
        return text.Length == HeaderStart.Length + ReceiptKeyId.Length + HeaderEnd.Length
            && text.StartsWith(HeaderStart, StringComparison.Ordinal)
            && text.EndsWith(HeaderEnd, StringComparison.Ordinal)
            && TryDecode(text[HeaderStart.Length..^HeaderEnd.Length], out _)
            ? text[HeaderStart.Length..^HeaderEnd.Length]
            : null;
    }

    /// <summary>Base64url in the one form that an encoder writes: no padding, no white space, no spare bits.</summary>
    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (!text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') || text.Length % 4 == 1)
        {
            return false;
        }

        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out int length) != OperationStatus.Done)
        {
            return false;
        }

        bytes = bytes[..length];
        return Base64Url.EncodeToString(bytes) == text;
    }
}

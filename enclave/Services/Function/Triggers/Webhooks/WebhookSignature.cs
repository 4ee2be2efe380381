using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers.Webhooks;

/// <summary>Judges what a caller of a webhook signed, and names the call by what the signature covers and nothing else.</summary>
internal static class WebhookSignature
{
    /// <summary>How old a call may be, or how far ahead of the enclave's time, where it says its time.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string HubPrefix = "sha256=";
    private const string SecretPrefix = "whsec_";
    private const string VersionPrefix = "v1,";
    private const int MaxId = 256;
    private const int MaxNameLength = 48;
    private const int MaxSignatures = 8;

    /// <summary>The call's name among the trigger's.</summary>
    /// <param name="scheme">How it is signed.</param>
    /// <param name="key">The secret's bytes.</param>
    /// <param name="header">A header's value by its name in lower case; null where there is none.</param>
    /// <param name="body">The body.</param>
    /// <param name="now">The enclave's time.</param>
    /// <exception cref="RequestException">unauthenticated.</exception>
    internal static string Check(WebhookScheme scheme, ReadOnlySpan<byte> key, Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        scheme == WebhookScheme.HubSignature256 ? CheckHub(key, header, body) : CheckStandard(key, header, body, now);

    private static string CheckHub(ReadOnlySpan<byte> key, Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        string? text = header("x-hub-signature-256");
        Span<byte> mac = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, body, mac);
        return text?.Length == HubPrefix.Length + (2 * SHA256.HashSizeInBytes) && text.StartsWith(HubPrefix, StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(HubPrefix.Length), given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, mac)
                // Nothing but the body is signed: a header could be another each time that the same call is played again.
                ? "hook/" + Base64Url.EncodeToString(SHA256.HashData(body))
                : throw Refused("X-Hub-Signature-256 is sha256= and the HMAC-SHA-256 of the body under the shared key, in hexadecimal.");
    }

    private static string CheckStandard(ReadOnlySpan<byte> key, Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        string id = header("webhook-id") ?? "";
        string time = header("webhook-timestamp") ?? "";
        string[] signatures = (header("webhook-signature") ?? "").Split(' ');
        if (id.Length is 0 or > MaxId || signatures.Length > MaxSignatures
            || time.Length is 0 or > 12 || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
        {
            throw Refused("The call needs webhook-id, webhook-timestamp and webhook-signature.");
        }

        // Compared as text: base64 has one form here, not several that mean the same.
        byte[] mac = Encoding.ASCII.GetBytes(VersionPrefix + Convert.ToBase64String(Sign(key, [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body])));
        bool isSigned = false;
        foreach (string signature in signatures)
        {
            isSigned |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), mac);
        }

        if (!isSigned)
        {
            throw Refused("webhook-signature holds v1, and the HMAC-SHA-256 of id.timestamp.body under the shared key, in base64.");
        }

        return Math.Abs(now.ToUnixTimeSeconds() - seconds) <= (long)Tolerance.TotalSeconds
            ? "hook/" + NameOf(id)
            : throw Refused("The call is more than five minutes from the enclave's time.");
    }

    private static byte[] Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> signed)
    {
        if (!key.StartsWith("whsec_"u8))
        {
            return HMACSHA256.HashData(key, signed);
        }

        ReadOnlySpan<byte> text = key[SecretPrefix.Length..];
        byte[] bytes = GC.AllocateArray<byte>(Base64.GetMaxDecodedFromUtf8Length(text.Length), pinned: true);
        try
        {
            return Base64.DecodeFromUtf8(text, bytes, out _, out int length) == System.Buffers.OperationStatus.Done
                ? HMACSHA256.HashData(bytes.AsSpan(0, length), signed)
                : throw new RequestException(ErrorCode.Conflict, "The webhook's secret begins with whsec_ and is no base64 after that.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string NameOf(string id) => id.Length <= MaxNameLength && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
        ? id
        : "sha256-" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..40];

    private static RequestException Refused(string message) => new(ErrorCode.Unauthenticated, message);
}

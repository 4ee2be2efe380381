using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>
/// A receipt's payload: JSON in one form, members in a fixed order, no white space, strings as RFC 8785 (3.2.2.2) writes them, bytes as
/// lower hex. What is read is written again, and must be the same bytes: so what two readers could take for different things is refused.
/// </summary>
internal static class ReceiptPayload
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int LineageLength = 16;

    internal static byte[] Write(ReceiptClaims claims)
    {
        StringBuilder text = new("{", capacity: 1024);
        Member(text, "requestId", claims.RequestId);
        Member(text, "service", claims.Service);
        Member(text, "operation", claims.Operation);
        Member(text, "keyId", claims.KeyId);
        Member(text, "accountId", claims.AccountId);
        Member(text, "requestHash", claims.RequestHash);
        Member(text, "responseHash", claims.ResponseHash);
        Member(text, "salt", claims.Salt);
        text.Append(CultureInfo.InvariantCulture, $"\"sequence\":{claims.Sequence},");
        Member(text, "head", claims.Head);
        Member(text, "lineage", claims.Lineage);
        Member(text, "floorMac", claims.FloorMac);
        Member(text, "bootId", claims.BootId);
        Member(text, "genesisId", claims.GenesisId);
        Member(text, "time", claims.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        text[^1] = '}';
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads a payload; null if it is not what <see cref="Write"/> writes.</summary>
    internal static ReceiptClaims? Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            ReceiptClaims claims = Read(document.RootElement);
            return Write(claims).AsSpan().SequenceEqual(payload.Span) ? claims : null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static ReceiptClaims Read(JsonElement root) => new()
    {
        RequestId = Text(root, "requestId"),
        Service = Text(root, "service"),
        Operation = Text(root, "operation"),
        KeyId = root.TryGetProperty("keyId", out _) ? Text(root, "keyId") : null,
        AccountId = root.TryGetProperty("accountId", out _) ? Text(root, "accountId") : null,
        RequestHash = Bytes(root, "requestHash", ReceiptHash.Length),
        ResponseHash = Bytes(root, "responseHash", ReceiptHash.Length),
        Salt = root.TryGetProperty("salt", out _) ? Bytes(root, "salt", ReceiptHash.SaltLength) : default(ReadOnlyMemory<byte>),
        Sequence = Number(root, "sequence"),
        Head = Bytes(root, "head", ReceiptHash.Length),
        Lineage = Bytes(root, "lineage", LineageLength),
        FloorMac = Bytes(root, "floorMac", ReceiptHash.Length),
        BootId = Bytes(root, "bootId", ReceiptHash.Length),
        GenesisId = Bytes(root, "genesisId", ReceiptHash.Length),
        Time = DateTimeOffset.ParseExact(
            Text(root, "time"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
    };

    /// <summary>A string of at least one character.</summary>
    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new FormatException($"{name} is empty.");

    private static byte[] Bytes(JsonElement root, string name, int length)
    {
        byte[] bytes = Convert.FromHexString(Text(root, name));
        return bytes.Length == length ? bytes : throw new FormatException($"{name} is not of {length} bytes.");
    }

    private static long Number(JsonElement root, string name) =>
        root.GetProperty(name).GetInt64() is var number and > 0 ? number : throw new FormatException($"{name} counts from 1.");

    private static void Member(StringBuilder text, string name, ReadOnlyMemory<byte> bytes) =>
        Member(text, name, bytes.IsEmpty ? null : Convert.ToHexStringLower(bytes.Span));

    private static void Member(StringBuilder text, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        text.Append('"').Append(name).Append("\":\"");
        foreach (char letter in value)
        {
            Append(text, letter);
        }

        text.Append("\",");
    }

    private static void Append(StringBuilder text, char letter) => _ = letter switch
    {
        '"' or '\\' => text.Append('\\').Append(letter),
        '\b' => text.Append("\\b"),
        '\t' => text.Append("\\t"),
        '\n' => text.Append("\\n"),
        '\f' => text.Append("\\f"),
        '\r' => text.Append("\\r"),
        < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
        _ => text.Append(letter),
    };
}

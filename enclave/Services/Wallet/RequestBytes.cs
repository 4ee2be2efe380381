using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Reads what requests hold as text; a refusal names the member and what it takes.</summary>
internal static class RequestBytes
{
    /// <summary>Reads bytes, at most <paramref name="cap"/>; nothing is allocated for more.</summary>
    internal static byte[] Read(string text, BytesEncoding encoding, string member, int cap)
    {
        long most = encoding == BytesEncoding.Hex ? text.Length / 2L : (text.Length / 4L * 3) - Padding(text);
        if (most > cap)
        {
            throw new RequestException($"{member} has more than {cap} bytes.");
        }

        return encoding switch
        {
            BytesEncoding.Base64 => ReadBase64(text, member),
            BytesEncoding.Hex => ReadHex(text, member),
            _ => throw new RequestException("encoding is base64 or hex."),
        };
    }

    /// <summary>Reads hexadecimal digits.</summary>
    internal static byte[] ReadHex(string text, string member)
    {
        var bytes = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done
            ? bytes
            : throw new RequestException($"{member} must be hexadecimal: an even number of digits, without 0x.");
    }

    /// <summary>Reads a public key in hexadecimal, compressed or not.</summary>
    internal static PublicKey ReadKey(string? text, string member)
    {
        // An element of a JSON array may be null, whatever the type says.
        if (text is null || text.Length > 2 * PublicKey.UncompressedLength
            || !PublicKey.TryParse(ReadHex(text, member), out PublicKey? key))
        {
            throw new RequestException(
                $"{member} must be a point of secp256r1 in hexadecimal: 33 bytes that begin with 02 or 03, or 65 with 04.");
        }

        return key;
    }

    /// <summary>Reads a text as wallets sign it: the bytes that are signed.</summary>
    internal static byte[] ReadMessage(byte[] data, string salt)
    {
        if (!Utf8.IsValid(data))
        {
            throw new RequestException("data must be the message's UTF-8 with format legacyMessage.");
        }

        return salt.Length <= WalletLimits.MaxSaltLength
            ? SignedMessages.Legacy(Encoding.UTF8.GetString(data), salt)
            : throw new RequestException($"salt has at most {WalletLimits.MaxSaltLength} characters.");
    }

    /// <summary>Writes bytes as a request's are written.</summary>
    internal static string Write(ReadOnlySpan<byte> bytes, BytesEncoding encoding) =>
        encoding == BytesEncoding.Hex ? Convert.ToHexStringLower(bytes) : Convert.ToBase64String(bytes);

    /// <summary>Reads a network's name or number.</summary>
    internal static uint? ReadNetwork(string? text, string member = "network") => text switch
    {
        null => null,
        "mainnet" => NetworkMagic.MainNet,
        "testnet" => NetworkMagic.TestNet,
        _ => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint magic)
            ? magic
            : throw new RequestException($"{member} is mainnet, testnet, or a network's number in decimal digits."),
    };

    private static int Padding(string text) =>
        text.EndsWith("==", StringComparison.Ordinal) ? 2 : text.EndsWith('=') ? 1 : 0;

    // Whitespace, which .NET would skip, leaves fewer bytes than the length promises: it is refused.
    private static byte[] ReadBase64(string text, string member)
    {
        bool whole = text.Length % 4 == 0;
        var bytes = new byte[whole ? (text.Length / 4 * 3) - Padding(text) : 0];
        return whole && Convert.TryFromBase64String(text, bytes, out int written) && written == bytes.Length
            ? bytes
            : throw new RequestException($"{member} must be base64 with padding; write encoding hex when it is hexadecimal.");
    }
}

using System.Text;
using System.Text.Unicode;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.verifyData</c>.</summary>
internal static class DataVerifier
{
    private const int MaxData = 256 << 10;
    private const int MaxSalt = 1024;

    internal static VerifyDataResponse Verify(VerifyDataRequest request)
    {
        byte[] data = RequestBytes.Read(request.Data, request.Encoding, "data", MaxData);
        byte[] signature = ReadSignature(request);
        PublicKey key = ReadKey(request.PublicKey);
        if (request.Salt is not null && request.Format != DataFormat.LegacyMessage)
        {
            throw new RequestException("salt stands with format legacyMessage only.");
        }

        (byte[] signed, UInt160? account) = request.Format switch
        {
            DataFormat.Raw => (data, default(UInt160?)),
            DataFormat.LegacyMessage => (ReadMessage(data, request.Salt ?? string.Empty), null),
            DataFormat.Nep20 => (data, ReadAccount(data)),
            _ => throw new RequestException("format is raw, legacyMessage or nep20."),
        };
        VerifyDataReason? reason = !key.Verify(signed, signature) ? VerifyDataReason.SignatureMismatch
            : account is { } named && named != key.ScriptHash ? VerifyDataReason.ScriptHashMismatch
            : null;
        return new VerifyDataResponse
        {
            Valid = reason is null,
            Address = Address.ToAddress(key.ScriptHash),
            ScriptHash = key.ScriptHash.ToString(),
            Reason = reason,
        };
    }

    private static byte[] ReadSignature(VerifyDataRequest request)
    {
        byte[] signature = RequestBytes.Read(request.Signature, request.Encoding, "signature", PublicKey.SignatureLength);
        return signature.Length == PublicKey.SignatureLength
            ? signature
            : throw new RequestException("signature must be 64 bytes: r, then s.");
    }

    private static PublicKey ReadKey(string text)
    {
        if (text.Length > 2 * PublicKey.UncompressedLength
            || !PublicKey.TryParse(RequestBytes.ReadHex(text, "publicKey"), out PublicKey? key))
        {
            throw new RequestException(
                "publicKey must be a point of secp256r1 in hexadecimal: 33 bytes that begin with 02 or 03, or 65 with 04.");
        }

        return key;
    }

    private static byte[] ReadMessage(byte[] data, string salt)
    {
        if (!Utf8.IsValid(data))
        {
            throw new RequestException("data must be the message's UTF-8 with format legacyMessage.");
        }

        return salt.Length <= MaxSalt
            ? SignedMessages.Legacy(Encoding.UTF8.GetString(data), salt)
            : throw new RequestException($"salt has at most {MaxSalt} characters.");
    }

    private static UInt160 ReadAccount(byte[] data) => Nep20Message.TryRead(data, out Nep20Message message)
        ? message.ScriptHash
        : throw new RequestException("data must be 36 bytes with format nep20: network, nonce, timestamp, script hash.");
}

using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.verifyData</c>.</summary>
internal static class DataVerifier
{
    internal static VerifyDataResponse Verify(VerifyDataRequest request)
    {
        byte[] data = RequestBytes.Read(request.Data, request.Encoding, "data", WalletLimits.MaxDataBytes);
        byte[] signature = ReadSignature(request);
        PublicKey key = RequestBytes.ReadKey(request.PublicKey, "publicKey");
        if (request.Salt is not null && request.Format != DataFormat.LegacyMessage)
        {
            throw new RequestException("salt stands with format legacyMessage only.");
        }

        (byte[] signed, UInt160? account) = request.Format switch
        {
            DataFormat.Raw => (data, default(UInt160?)),
            DataFormat.LegacyMessage => (RequestBytes.ReadMessage(data, request.Salt ?? string.Empty), null),
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

    private static UInt160 ReadAccount(byte[] data) => Nep20Message.TryRead(data, out Nep20Message message)
        ? message.ScriptHash
        : throw new RequestException("data must be 36 bytes with format nep20: network, nonce, timestamp, script hash.");
}

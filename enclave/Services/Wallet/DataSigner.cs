using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.signData</c>.</summary>
internal sealed class DataSigner(
    WalletDocuments documents, PolicyDocuments policies, WalletKeys keys, WalletSettings settings)
{
    /// <summary>How far a sign-in's time may lie from the enclave's: as long as its nonce lives.</summary>
    internal static readonly TimeSpan SignInTime = TimeSpan.FromMinutes(5);

    private const int SaltBytes = 16;

    internal async ValueTask<SignDataResponse> SignAsync(SignDataRequest request, Call call)
    {
        byte[] data = RequestBytes.Read(request.Data, request.Encoding, "data", WalletLimits.MaxDataBytes);
        if (request.Salt is not null && request.Format != DataFormat.LegacyMessage)
        {
            throw new RequestException("salt stands with format legacyMessage only.");
        }

        WalletAddress address = await documents.RequireAddressAsync(call, request.WalletId, request.Index);
        WalletDocument document = address.Wallet;
        if (!address.HasKey)
        {
            throw new RequestException("walletId is that of a multisig wallet, which signs no data: sign with the wallets of its keys.");
        }

        if (document.Frozen)
        {
            keys.Forget(document.WalletId);
            throw WalletManagement.Frozen();
        }

        if (await policies.FindAsync(call.State, document.WalletId) is { } stored)
        {
            CheckPolicy(PolicyReader.Read(stored.Policy), request.Format, call.Time);
        }

        string? salt = request.Format == DataFormat.LegacyMessage ? request.Salt ?? NewSalt() : null;
        byte[] signed = request.Format switch
        {
            DataFormat.Raw => CheckRaw(data, document),
            DataFormat.LegacyMessage => RequestBytes.ReadMessage(data, salt!),
            DataFormat.Nep20 => CheckSignIn(data, address, call.Time),
            _ => throw new RequestException("format is raw, legacyMessage or nep20."),
        };
        using KeyLease lease = await keys.RentAsync(call.State, address);
        return new SignDataResponse
        {
            Signature = RequestBytes.Write(lease.Key.Sign(signed), request.Encoding),
            PublicKey = address.PublicKey,
            Address = Address.ToAddress(address.Account),
            Salt = salt,
        };
    }

    private static void CheckPolicy(PolicyRules rules, DataFormat format, DateTimeOffset time)
    {
        if (!rules.SignData.Contains(format))
        {
            throw new RequestException(ErrorCode.PolicyDenied, "The wallet's policy does not name this format in signData.");
        }

        if (rules.Windows.Count > 0 && !rules.Windows.Any(window => window.Holds(time)))
        {
            throw new RequestException(ErrorCode.PolicyDenied, "It is a time that is in none of the policy's windows.");
        }
    }

    // A private network has any number: whatever 36 bytes begin with, they may be what a transaction's signers sign.
    private static byte[] CheckRaw(byte[] data, WalletDocument document)
    {
        if (!document.BlindSigning)
        {
            throw new RequestException(ErrorCode.PolicyDenied, "The wallet signs no raw data: it was made without blindSigning.");
        }

        return SignedMessages.IsTransactionShaped(data)
            ? throw new RequestException(ErrorCode.PolicyDenied, "36 raw bytes are never signed: they may be a transaction's signed data.")
            : data;
    }

    private byte[] CheckSignIn(byte[] data, WalletAddress address, DateTimeOffset now)
    {
        if (!Nep20Message.TryRead(data, out Nep20Message message))
        {
            throw new RequestException("data must be 36 bytes with format nep20: network, nonce, timestamp, script hash.");
        }

        if (!settings.Knows(message.Network))
        {
            throw new RequestException(ErrorCode.PolicyDenied, "The sign-in names a network that is not known here.");
        }

        if (message.ScriptHash != address.Account)
        {
            throw new RequestException(ErrorCode.PolicyDenied, "The sign-in names another account than the wallet's.");
        }

        return (DateTimeOffset.FromUnixTimeSeconds(message.Timestamp) - now).Duration() <= SignInTime
            ? data
            : throw new RequestException(ErrorCode.PolicyDenied, "The sign-in's time is more than 5 minutes from the enclave's.");
    }

    // As wallets write it: 32 hexadecimal digits.
    private static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));
}

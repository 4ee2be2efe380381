using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.createWallet</c>, and stores what <c>wallet.importWallet</c> has read.</summary>
internal sealed class WalletCreation(WalletDocuments documents)
{
    private const string IdPrefix = "wal_";

    internal async ValueTask<WalletDescription> CreateAsync(CreateWalletRequest request, Call call)
    {
        if (request.Kind is not (WalletKind.Single or WalletKind.Multisig or WalletKind.Hd))
        {
            throw new RequestException("kind is single, multisig or hd.");
        }

        if (request.Kind == WalletKind.Multisig == request.Multisig is null)
        {
            throw new RequestException("multisig stands with kind multisig, and only there.");
        }

        if (request.Kind != WalletKind.Single && request.Exportable)
        {
            throw new RequestException(
                "exportable stands with kind single only: a multisig wallet has no key of its own, and an hd wallet's seed stays here.");
        }

        return request.Kind switch
        {
            WalletKind.Multisig => await AddAsync(request, ReadKeys(request.Multisig!), key: null, call),
            WalletKind.Hd => await CreateSeededAsync(request, call),
            _ => await CreateSingleAsync(request, call),
        };
    }

    private async ValueTask<WalletDescription> CreateSingleAsync(CreateWalletRequest request, Call call)
    {
        using PrivateKey key = PrivateKey.Create();
        return await AddAsync(request, AccountContract.Single(key.PublicKey), key, call);
    }

    private async ValueTask<WalletDescription> CreateSeededAsync(CreateWalletRequest request, Call call)
    {
        using KeySeed seed = KeySeed.Create();
        using PrivateKey first = seed.Derive(HdPath.To(0));
        WalletDocument document = NewDocument(call, AccountContract.Single(first.PublicKey), request.Name, request.Tags) with
        {
            Kind = WalletKind.Hd,
            Addresses = 1,
            BlindSigning = request.BlindSigning,
        };
        await documents.AddAsync(call, document, seed);
        return document.Describe();
    }

    private async ValueTask<WalletDescription> AddAsync(CreateWalletRequest request, AccountContract contract, PrivateKey? key, Call call)
    {
        WalletDocument document = NewDocument(call, contract, request.Name, request.Tags) with
        {
            Exportable = request.Exportable,
            BlindSigning = request.BlindSigning,
        };
        await documents.AddAsync(call, document, key);
        return document.Describe();
    }

    /// <param name="request">The request; its secrets have been read already.</param>
    /// <param name="key">The key that they were; only lent.</param>
    /// <param name="call">The call.</param>
    internal async ValueTask<WalletDescription> ImportAsync(ImportWalletRequest request, PrivateKey key, Call call)
    {
        WalletDocument document = NewDocument(call, AccountContract.Single(key.PublicKey), request.Name, request.Tags) with
        {
            Exportable = request.Exportable,
            BlindSigning = request.BlindSigning,
            Imported = true,
        };
        await documents.AddAsync(call, document, key);
        return document.Describe();
    }

    private static WalletDocument NewDocument(Call call, AccountContract contract, string name, IReadOnlyList<string>? tags)
    {
        bool single = VerificationScript.TryReadSingle(contract.Script.Span, out PublicKey? key);
        return new WalletDocument
        {
            AccountId = call.Caller.AccountId,
            WalletId = RandomId.New(IdPrefix),
            Name = WalletNames.CheckName(name),
            Kind = single ? WalletKind.Single : WalletKind.Multisig,
            Script = contract.Script.ToArray(),
            ScriptHash = contract.ScriptHash.ToString(),
            Address = Address.ToAddress(contract.ScriptHash),
            PublicKey = key?.ToString(),
            Multisig = single ? null : new MultisigKeys
            {
                M = contract.Required,
                PublicKeys = [.. contract.Keys.Select(each => each.ToString())],
            },
            Exportable = false,
            BlindSigning = false,
            Frozen = false,
            Imported = false,
            Tags = WalletNames.CheckTags(tags),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(call.Time.ToUnixTimeMilliseconds()).UtcDateTime,
        };
    }

    private static AccountContract ReadKeys(MultisigKeys multisig)
    {
        if (multisig.PublicKeys.Count is 0 or > WalletLimits.MaxKeys)
        {
            throw new RequestException($"multisig.publicKeys are 1 to {WalletLimits.MaxKeys}.");
        }

        if (multisig.M < 1 || multisig.M > multisig.PublicKeys.Count)
        {
            throw new RequestException("multisig.m is 1 to the number of keys.");
        }

        PublicKey[] keys = [.. multisig.PublicKeys.Select(text => RequestBytes.ReadKey(text, "multisig.publicKeys"))];
        return keys.Distinct().Count() == keys.Length
            ? AccountContract.Multi(multisig.M, keys)
            : throw new RequestException("multisig.publicKeys holds a key twice.");
    }
}

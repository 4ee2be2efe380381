using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Provisioning;
using NeoServiceLayer.Tests.Accounts;

namespace NeoServiceLayer.Tests.Provisioning;

/// <summary>Operators with their keys, and what they do with an enclave, right or wrong.</summary>
internal sealed class Operators : IDisposable
{
    internal Operators(int threshold, int count)
    {
        Threshold = threshold;
        Keys = [.. Enumerable.Range(0, count).Select(_ => new TestKey())];
    }

    internal int Threshold { get; }

    internal TestKey[] Keys { get; }

    /// <summary>The configuration that names them.</summary>
    internal string Configuration
    {
        get
        {
            IEnumerable<string> members = Keys.Select((key, i) =>
                $$$"""{"name":"operator-{{{i}}}","key":{"kty":"EC","crv":"P-256","x":"{{{key.Jwk.X}}}","y":"{{{key.Jwk.Y}}}"}}""");
            return $$$"""{"operators":{"threshold":{{{Threshold}}},"members":[{{{string.Join(',', members)}}}]}}""";
        }
    }

    /// <summary>Has as many ask for a genesis as it takes; the shares.</summary>
    internal async Task<DealtShares> BeginAsync(WaitingEnclave enclave)
    {
        ApprovalResponse? last = null;
        foreach (TestKey key in Keys[..Threshold])
        {
            last = await enclave.Client.DoAsync(key, SystemOperations.Genesis, new GenesisRequest { BootKey = enclave.BootKey });
        }

        return last!.Dealt!;
    }

    /// <summary>Has as many provide as it takes, the first ones, and waits until the enclave serves.</summary>
    internal async Task ProvideAsync(WaitingEnclave enclave, DealtShares dealt, bool isNew = true)
    {
        for (int i = 0; i < Threshold; i++)
        {
            await enclave.Client.DoAsync(Keys[i], SystemOperations.Provide, Providing(enclave, dealt, i, isNew));
        }

        enclave.UntilServing();
    }

    /// <summary>The same for who have seen a state, where the enclave may find that its store misses it.</summary>
    internal async Task ProvideAsync(WaitingEnclave enclave, DealtShares dealt, SeenFloor? seen)
    {
        for (int i = 0; i < Threshold; i++)
        {
            await enclave.Client.DoAsync(Keys[i], SystemOperations.Provide, Providing(enclave, dealt, i, isNew: false, i == 0 ? seen : null));
        }
    }

    /// <summary>A rightful request to provide an operator's share to a boot.</summary>
    internal ProvideRequest Providing(WaitingEnclave enclave, DealtShares dealt, int by, bool isNew = true, SeenFloor? seen = null)
    {
        DealtRecords records = DealtRecords.Read(dealt.Genesis, dealt.Rotation);
        byte[] share = Open(dealt, by);
        return Request(dealt, ShareSeal.ToBoot(enclave.BootKey, enclave.BootId, records, Keys[by].Id, share, seen), isNew);
    }

    internal static ProvideRequest Request(DealtShares dealt, byte[] sealedShare, bool isNew = true) => new()
    {
        Genesis = dealt.Genesis,
        Rotation = dealt.Rotation,
        SealedShare = sealedShare,
        IsNew = isNew,
    };

    /// <summary>An operator's share, in the clear.</summary>
    internal byte[] Open(DealtShares dealt, int by)
    {
        using HpkeKeyPair opening = HpkeKeyPair.Import(Keys[by].Pair.ExportParameters(includePrivateParameters: true).D);
        byte[] share = new byte[ShareSeal.ShareLength];
        byte[] sealedShare = dealt.Shares.Single(one => one.KeyId == Keys[by].Id).Sealed;
        return ShareSeal.TryOpenByOperator(opening, DealtRecords.Read(dealt.Genesis, dealt.Rotation), Keys[by].Id, sealedShare, share)
            ? share
            : throw new InvalidOperationException("The operator's own share does not open.");
    }

    public void Dispose() => Array.ForEach(Keys, key => key.Dispose());
}

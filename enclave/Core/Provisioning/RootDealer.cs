using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>Splits a root key among the operators. What leaves is a record of commitments, and shares that open for their operators alone.</summary>
internal static class RootDealer
{
    /// <summary>Begins a deployment: makes a root key, deals it, and forgets it. It comes back by the shares, as at every later boot.</summary>
    internal static DealtShares Begin(OperatorSet operators, EnclaveMode mode, TimeProvider clock)
    {
        using RootKey root = RootKey.Random();
        return Deal(root, operators, dealing => (new GenesisRecord
        {
            Mode = mode,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            RootCommitment = RootCommitment.Of(root, mode),
            Dealing = dealing,
        }.Write(), null));
    }

    /// <summary>Deals the root key of a deployment anew.</summary>
    internal static DealtShares Rotate(Deployment deployment, OperatorSet operators, TimeProvider clock) => Deal(
        deployment.RootKey,
        operators,
        dealing => (deployment.Genesis.ToArray(), new RotationRecord
        {
            GenesisId = deployment.GenesisIdHex,
            DealtAt = clock.GetUtcNow().UtcDateTime,
            Dealing = dealing,
        }.Write()));

    private static DealtShares Deal(RootKey root, OperatorSet operators, Func<Dealing, (byte[] Genesis, byte[]? Rotation)> record)
    {
        using SecretBytes secret = new(RootKey.Length);
        root.CopyTo(secret.Span);
        byte[][] shares = Shamir.Split(secret.Span, operators.Threshold, operators.Members.Count);
        try
        {
            (byte[] genesis, byte[]? rotation) = record(new Dealing
            {
                Threshold = operators.Threshold,
                Shares =
                [
                    .. operators.Members.Zip(shares, (member, share) =>
                        new DealtShare { KeyId = member.KeyId, Index = share[0], Commitment = ShareCommitment.Of(share) }),
                ],
            });
            DealtRecords records = DealtRecords.Read(genesis, rotation);
            return new DealtShares
            {
                Genesis = genesis,
                Rotation = rotation,
                Shares =
                [
                    .. operators.Members.Zip(shares, (member, share) => new SealedShare
                    {
                        KeyId = member.KeyId,
                        Sealed = ShareSeal.ToOperator(member.SealTo, records, member.KeyId, share),
                    }),
                ],
            };
        }
        finally
        {
            Array.ForEach(shares, static share => CryptographicOperations.ZeroMemory(share));
        }
    }
}

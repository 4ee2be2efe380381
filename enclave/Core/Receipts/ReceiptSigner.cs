using System.Security.Cryptography;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Receipts;

/// <summary>Signs the receipts of one boot: what was asked, what was answered, and the committed state that it is part of. Any thread.</summary>
internal sealed class ReceiptSigner
{
    /// <summary>Bytes that only the caller is told, where hashes alone could be guessed.</summary>
    private const int SaltLength = 16;

    private readonly ReadOnlyMemory<byte> bootId;
    private readonly ReceiptKey key;
    private readonly ReadOnlyMemory<byte> genesisId;
    private readonly TimeProvider clock;
    private readonly FloorKey floors;

    /// <param name="bootId">The boot.</param>
    /// <param name="key">Signs.</param>
    /// <param name="deployment">Whose state it is; not owned.</param>
    /// <param name="floors">By which what is told of the state is known again; not owned.</param>
    /// <param name="clock">The enclave's time.</param>
    internal ReceiptSigner(ReadOnlyMemory<byte> bootId, ReceiptKey key, Deployment deployment, FloorKey floors, TimeProvider clock)
    {
        this.bootId = bootId;
        this.key = key;
        this.floors = floors;
        this.clock = clock;
        genesisId = deployment.GenesisId;
    }

    /// <summary>Signs a receipt, on the caller's thread.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="point">What is on disk already: a receipt is given for nothing else.</param>
    internal string Sign(in ReceiptSubject subject, CommitPoint point)
    {
        byte[] salt = subject.IsSealed ? RandomNumberGenerator.GetBytes(SaltLength) : [];
        ReceiptClaims claims = new()
        {
            RequestId = subject.RequestId,
            Service = subject.Operation.Service,
            Operation = subject.Operation.Name,
            KeyId = subject.KeyId,
            AccountId = subject.AccountId,
            RequestHash = ReceiptHash.Of(salt, subject.Request),
            ResponseHash = ReceiptHash.Of(salt, subject.Response),
            Salt = salt,
            Sequence = point.Sequence,
            Head = point.Head.ToArray(),
            Lineage = CommitPoint.Bytes(point.Lineage),
            FloorMac = floors.MacOf(point),
            BootId = bootId,
            GenesisId = genesisId,
            Time = clock.GetUtcNow(),
        };
        return Receipt.Write(claims, key.Id, key.Sign);
    }
}

using System.Security.Cryptography;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>A share that was opened with its operator's key, and found to be the one that was dealt to him. Cleared at the end.</summary>
internal sealed class OpenShare : IDisposable
{
    private readonly byte[] bytes = GC.AllocateArray<byte>(ShareSeal.ShareLength, pinned: true);

    private OpenShare()
    {
    }

    internal ReadOnlySpan<byte> Span => bytes;

    /// <exception cref="NotTrustedException">It does not open, or is another than the records say.</exception>
    internal static OpenShare ByOperator(OperatorKey key, DealtRecords records, byte[] sealedShare)
    {
        OpenShare share = new();
        bool opens = ShareSeal.TryOpenByOperator(key.Opening, records, key.KeyId, sealedShare, share.bytes);
        if (opens && records.Dealing.Find(key.KeyId) is { } dealt && share.bytes[0] == dealt.Index && ShareCommitment.Of(share.bytes) == dealt.Commitment)
        {
            return share;
        }

        share.Dispose();
        throw new NotTrustedException(
            "share", opens ? "The share is not the one that the records have a commitment to." : "The share does not open with this key, for these records.");
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);
}

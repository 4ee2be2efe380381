using System.Security.Cryptography;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>
/// The shares that operators brought in this boot. Those of one dealing stand together, apart from those of any other: what one operator
/// brings can be wrong, and takes nothing from the others. Each operator has at most one here. Not for several threads at once.
/// </summary>
internal sealed class ProvidedShares : IDisposable
{
    private readonly Dictionary<string, Provided> byOperator = [];

    /// <summary>Of which dealing an operator brought a good share, lower hex; null if he brought none.</summary>
    internal string? DealingOf(string keyId) => byOperator.GetValueOrDefault(keyId)?.Dealing;

    /// <summary>Takes a share that opened. One of the same operator for another dealing gives way to it.</summary>
    /// <param name="records">Of which dealing it is.</param>
    /// <param name="by">Who brought it.</param>
    /// <param name="share">Pinned; owned from then on, and cleared, whatever becomes of it.</param>
    /// <param name="isNew">What he said of the deployment's state.</param>
    /// <param name="seen">The highest state that he has seen; null: none.</param>
    /// <returns>How many good shares of that dealing there are.</returns>
    /// <exception cref="RequestException">shareRefused: it is none of the dealing's; conflict: it is here already.</exception>
    internal int Add(DealtRecords records, EnclaveOperator by, byte[] share, bool isNew, SeenFloor? seen)
    {
        Provided provided = new(Convert.ToHexStringLower(records.DealingId.Span), share, isNew, seen);
        try
        {
            Check(records, by, provided);
        }
        catch
        {
            // It is not kept, whatever was wrong with it.
            CryptographicOperations.ZeroMemory(provided.Share);
            throw;
        }

        if (byOperator.Remove(by.KeyId, out Provided? before))
        {
            CryptographicOperations.ZeroMemory(before.Share);
        }

        byOperator.Add(by.KeyId, provided);
        return Of(records).Length;
    }

    /// <summary>Brings the root key back, once there are enough.</summary>
    /// <returns>The key, the caller's to dispose; and whether all said that the deployment has no state.</returns>
    /// <exception cref="RequestException">shareRefused: it is not the deployment's key, although every share is as it was dealt.</exception>
    internal (RootKey Root, bool IsNew) Combine(DealtRecords records)
    {
        Provided[] enough = Of(records);
        byte[] secret = Shamir.Combine([.. enough.Take(records.Dealing.Threshold).Select(one => one.Share)]);
        RootKey root = RootKey.From(secret);
        CryptographicOperations.ZeroMemory(secret);
        if (RootCommitment.Of(root, records.Mode) == records.RootCommitment)
        {
            return (root, enough.All(one => one.IsNew));
        }

        root.Dispose();
        throw new RequestException(ErrorCode.ShareRefused, "The shares are those of the dealing, but what they make is not the root key of the genesis record.");
    }

    /// <summary>What those who brought a dealing's shares have seen of the state.</summary>
    internal IReadOnlyList<SeenFloor> SeenBy(DealtRecords records) => [.. Of(records).Select(one => one.Seen).OfType<SeenFloor>()];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Provided provided in byOperator.Values)
        {
            CryptographicOperations.ZeroMemory(provided.Share);
        }

        byOperator.Clear();
    }

    private void Check(DealtRecords records, EnclaveOperator by, Provided provided)
    {
        if (records.Dealing.Find(by.KeyId) is not { } dealt)
        {
            throw new RequestException(ErrorCode.ShareRefused, $"The dealing gave {by.Name} no share.");
        }

        if (provided.Share[0] != dealt.Index || ShareCommitment.Of(provided.Share) != dealt.Commitment)
        {
            throw new RequestException(ErrorCode.ShareRefused, $"This is not the share that the dealing gave {by.Name}: it does not fit its commitment.");
        }

        if (DealingOf(by.KeyId) == provided.Dealing)
        {
            throw new RequestException(ErrorCode.Conflict, $"The share of {by.Name} is here already; the others' are waited for.");
        }
    }

    private Provided[] Of(DealtRecords records)
    {
        string dealing = Convert.ToHexStringLower(records.DealingId.Span);
        return [.. byOperator.Values.Where(one => one.Dealing == dealing)];
    }

    private sealed record Provided(string Dealing, byte[] Share, bool IsNew, SeenFloor? Seen);
}

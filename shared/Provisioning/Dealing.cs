namespace NeoServiceLayer.Provisioning;

/// <summary>How a root key was split: who got a share, and how many of them bring it back.</summary>
public sealed record Dealing
{
    /// <summary>The most shares of one dealing.</summary>
    public const int MaxShares = 32;

    /// <summary>How many shares bring the root key back: 1 to the number of shares.</summary>
    public required int Threshold { get; init; }

    /// <summary>The shares, by their owners; 1 to <see cref="MaxShares"/>.</summary>
    public required IReadOnlyList<DealtShare> Shares { get; init; }

    /// <summary>An operator's share; null if the dealing gave it none.</summary>
    public DealtShare? Find(string keyId) => Shares.FirstOrDefault(share => share.KeyId == keyId);

    /// <summary>Checks what JSON does not.</summary>
    /// <exception cref="FormatException">It is no dealing.</exception>
    internal void Check()
    {
        bool holds = Shares is { Count: > 0 and <= MaxShares }
            && !Shares.Contains(null!)
            && Threshold > 0
            && Threshold <= Shares.Count
            && Shares.Select(share => share.KeyId).Distinct().Count() == Shares.Count
            && Shares.Select(share => share.Index).SequenceEqual(Enumerable.Range(1, Shares.Count))
            && Shares.All(share => share.Commitment is { Length: 2 * ShareCommitment.Length } text && text.All(char.IsAsciiHexDigitLower));
        if (!holds)
        {
            throw new FormatException(
                $"A dealing has 1 to {MaxShares} shares, numbered from 1, each of another operator and with a commitment, and a threshold that they reach.");
        }
    }
}

/// <summary>A share by what does not tell it.</summary>
public sealed record DealtShare
{
    /// <summary>The owner: the RFC 7638 thumbprint of the operator's key.</summary>
    public required string KeyId { get; init; }

    /// <summary>The share's number, from 1.</summary>
    public required int Index { get; init; }

    /// <summary>What the share is recognised by: <see cref="ShareCommitment"/>, lower hex.</summary>
    public required string Commitment { get; init; }
}

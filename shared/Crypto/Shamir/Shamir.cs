using System.Security.Cryptography;

namespace NeoServiceLayer.Crypto;

/// <summary>
/// Shamir's secret sharing (How to share a secret, 1979), byte by byte over GF(2⁸): any so many shares give the secret, and fewer say nothing of
/// it. Nothing in shares tells that one of them is wrong: who combines must know what must come out.
/// </summary>
public static class Shamir
{
    /// <summary>The most shares: the field has no more places.</summary>
    public const int MaxShares = 255;

    /// <summary>Splits a secret.</summary>
    /// <param name="secret">At least one byte.</param>
    /// <param name="threshold">How many shares give the secret: 1 to <paramref name="count"/>.</param>
    /// <param name="count">How many shares there are: 1 to 255.</param>
    /// <returns>
    /// The shares: a byte, the share's index from 1, and as many bytes as the secret has. They are in pinned memory, the caller's to clear.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The secret is empty.</exception>
    public static byte[][] Split(ReadOnlySpan<byte> secret, int threshold, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxShares);
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, count);
        if (secret.IsEmpty)
        {
            throw new ArgumentException("There is no secret to split.", nameof(secret));
        }

        // The coefficients are uniform, the highest too: were zero left out there, fewer shares would rule a secret out.
        byte[] coefficients = GC.AllocateUninitializedArray<byte>((threshold - 1) * secret.Length, pinned: true);
        RandomNumberGenerator.Fill(coefficients);
        byte[][] shares = Split(secret, coefficients, count);
        CryptographicOperations.ZeroMemory(coefficients);
        return shares;
    }

    /// <summary>
    /// The same with coefficients that are given. Each byte of the secret has a polynomial of its own, whose constant is the byte: first come all
    /// coefficients of x, then all of x², and so on.
    /// </summary>
    internal static byte[][] Split(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> coefficients, int count)
    {
        byte[][] shares = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            shares[i] = GC.AllocateUninitializedArray<byte>(1 + secret.Length, pinned: true);
            shares[i][0] = (byte)(i + 1);
            Evaluate(secret, coefficients, shares[i]);
        }

        return shares;
    }

    /// <summary>Puts a secret together. Of shares that do not belong together something comes out too: it is not the secret.</summary>
    /// <param name="shares">As many as the threshold was, or more; of one length, and no two with one index.</param>
    /// <returns>The secret, in pinned memory, the caller's to clear.</returns>
    /// <exception cref="FormatException">One sentence about the shares.</exception>
    public static byte[] Combine(IReadOnlyList<byte[]> shares)
    {
        Check(shares);
        byte[] secret = GC.AllocateArray<byte>(shares[0].Length - 1, pinned: true);
        foreach (byte[] share in shares)
        {
            byte weight = WeightOf(share[0], shares);
            for (int i = 0; i < secret.Length; i++)
            {
                secret[i] ^= Gf256.Multiply(weight, share[i + 1]);
            }
        }

        return secret;
    }

    private static void Check(IReadOnlyList<byte[]> shares)
    {
        if (shares.Count is 0 or > MaxShares)
        {
            throw new FormatException($"A secret is put together from 1 to {MaxShares} shares.");
        }

        bool[] seen = new bool[MaxShares + 1];
        foreach (byte[] share in shares)
        {
            if (share.Length < 2 || share[0] == 0)
            {
                throw new FormatException("A share is an index, a byte from 1 to 255, and at least one byte behind it.");
            }

            if (share.Length != shares[0].Length)
            {
                throw new FormatException("The shares are of different lengths, so they are not of one secret.");
            }

            if (seen[share[0]])
            {
                throw new FormatException($"Share {share[0]} occurs twice; each counts once.");
            }

            seen[share[0]] = true;
        }
    }

    /// <summary>Writes each polynomial's value at the share's index (Horner's rule).</summary>
    private static void Evaluate(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> coefficients, Span<byte> share)
    {
        byte index = share[0];
        for (int i = 0; i < secret.Length; i++)
        {
            byte value = 0;
            for (int place = coefficients.Length - secret.Length + i; place >= 0; place -= secret.Length)
            {
                value = Gf256.Multiply((byte)(value ^ coefficients[place]), index);
            }

            share[i + 1] = (byte)(value ^ secret[i]);
        }
    }

    /// <summary>What a share counts at zero (Lagrange): the product of the other indexes, each over its difference from this one.</summary>
    private static byte WeightOf(byte index, IReadOnlyList<byte[]> shares)
    {
        byte weight = 1;
        foreach (byte[] share in shares)
        {
            if (share[0] != index)
            {
                weight = Gf256.Multiply(weight, Gf256.Multiply(share[0], Gf256.Invert((byte)(share[0] ^ index))));
            }
        }

        return weight;
    }
}

using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>
/// Shares, each behind a byte with its length, are put together or refused with a reason; put together, they give what interpolation with a
/// table of logarithms gives, in whatever order they come.
/// </summary>
internal static class ShareTarget
{
    private static readonly byte[] Power = new byte[255];
    private static readonly int[] Log = new int[256];

    static ShareTarget()
    {
        for (int i = 0, element = 1; i < Power.Length; i++)
        {
            Power[i] = (byte)element;
            Log[element] = i;
            int doubled = element << 1;
            element ^= doubled > 0xff ? doubled ^ 0x11b : doubled;
        }
    }

    internal static bool Try(ReadOnlySpan<byte> input)
    {
        List<byte[]> shares = [];
        while (!input.IsEmpty)
        {
            int length = Math.Min(input[0], input.Length - 1);
            shares.Add(input.Slice(1, length).ToArray());
            input = input[(1 + length)..];
        }

        try
        {
            byte[] secret = Shamir.Combine(shares);
            Promise.Holds(secret.AsSpan().SequenceEqual(Interpolate(shares)), "the polynomial's value at zero");
            shares.Reverse();
            Promise.Holds(secret.AsSpan().SequenceEqual(Shamir.Combine(shares)), "the same in another order");
            return true;
        }
        catch (FormatException refused)
        {
            Promise.Holds(refused.Message.Length > 0, "a reason");
            return false;
        }
    }

    private static byte[] Interpolate(List<byte[]> shares)
    {
        byte[] secret = new byte[shares[0].Length - 1];
        foreach (byte[] share in shares)
        {
            int weight = shares.Where(other => other != share).Sum(other => Log[other[0]] + 255 - Log[other[0] ^ share[0]]);
            for (int i = 0; i < secret.Length; i++)
            {
                secret[i] ^= share[i + 1] == 0 ? (byte)0 : Power[(Log[share[i + 1]] + weight) % 255];
            }
        }

        return secret;
    }
}

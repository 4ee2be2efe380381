using System.Security.Cryptography;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>A sealed message opens or does not; a point is one exactly where the framework takes it too, and what does not open leaves zeros.</summary>
internal static class HpkeTarget
{
    /// <summary>The recipient of RFC 9180's vectors: nothing secret.</summary>
    private static readonly HpkeKeyPair Recipient =
        HpkeKeyPair.Import(Convert.FromHexString("317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2"));

    internal static bool Try(ReadOnlySpan<byte> input)
    {
        bool isPoint = false;
        if (input.Length >= Hpke.PublicKeyLength)
        {
            isPoint = Hpke.IsPublicKey(input[..Hpke.PublicKeyLength]);
            Promise.Holds(isPoint == IsTaken(input[..Hpke.PublicKeyLength]), "a point that the framework takes, or none");
        }

        byte[] plaintext = new byte[Math.Max(0, input.Length - Hpke.Overhead)];
        bool opened = Hpke.TryOpen(Recipient, "fuzz"u8, "data"u8, input, plaintext);
        Promise.Holds(isPoint || !opened, "nothing opens without a point");
        Promise.Holds(opened || !plaintext.AsSpan().ContainsAnyExcept((byte)0), "zeros where nothing opened");
        return opened;
    }

    private static bool IsTaken(ReadOnlySpan<byte> point)
    {
        if (point[0] != 4)
        {
            return false;
        }

        try
        {
            using ECDiffieHellman taken = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() },
            });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

using System.Security.Cryptography;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Ids of what services keep: a prefix and 130 random bits, so that none is guessed and none is given twice.</summary>
public static class RandomId
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Characters = 26;

    /// <summary>Makes an id, such as <c>acc_</c> and 26 characters of base32 in lower case.</summary>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Base32, Characters);
}
